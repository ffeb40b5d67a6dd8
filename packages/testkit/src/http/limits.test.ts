import { createHttp, createMemorySharedStore } from '@earmark/core';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../clock.ts';
import { setup } from './__fixtures__/setup.ts';

/** A small generator with a seed: a failing case can be played again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('limits', () => {
  test.for([1, 2, 3, 4, 5, 6])(
    'no rolling window has more starts than allowed, over two instances with one store (seed %i)',
    async (seed) => {
      const random = randomOf(seed);
      const requests = 1 + Math.floor(random() * 6);
      const perMs = 100 + Math.floor(random() * 2000);
      const clock = createFakeClock();
      const starts: number[] = [];
      const fetch = async () => {
        starts.push(clock.now());
        return new Response('{}');
      };
      const shared = createMemorySharedStore();
      const views = [1, 2].map((number) =>
        createHttp({ shared, clock, fetch }).for({
          plugin: `p${number}`,
          account: 'default',
          hosts: { 'api.example': { requests, perMs } },
          signal: new AbortController().signal,
        }),
      );
      const asked: Promise<unknown>[] = [];
      for (let n = 0; n < 60; n += 1) {
        const view = views[random() < 0.5 ? 0 : 1];
        asked.push(view?.json(new URL(`https://api.example/${n}`)) ?? Promise.resolve());
        if (random() < 0.5) await clock.advance(Math.floor((random() * 3 * perMs) / requests));
      }
      for (let n = 0; n < 200 && starts.length < 60; n += 1) await clock.advance(perMs);
      await Promise.all(asked);
      expect(starts).toHaveLength(60);
      for (const from of starts)
        expect(starts.filter((at) => at >= from && at < from + perMs).length).toBeLessThanOrEqual(
          requests,
        );
    },
  );

  test('of two plugins with one host the stricter limit of each dimension holds', async () => {
    const { client, clock } = await setup({ fetch: async () => new Response('{}') });
    const hostsOf = (limit: object) => ({ 'x.example': { requests: 10, perMs: 1000, ...limit } });
    const signal = new AbortController().signal;
    client.for({
      plugin: 'slow',
      account: 'a',
      signal,
      hosts: { 'x.example': { requests: 60, perMs: 60_000 } },
    });
    const http = client.for({
      plugin: 'fast',
      account: 'a',
      signal,
      hosts: hostsOf({ perDay: 11 }),
    });
    for (let n = 0; n < 11; n += 1) await http.json(new URL(`https://x.example/${n}`));
    expect(clock.slept).toEqual([10_000]);
    await expect(http.json(new URL('https://x.example/12'))).rejects.toMatchObject({
      code: 'quota',
    });
  });

  test('a used-up day parks the host until the next one', async () => {
    const { http, server, clock, pauses } = await setup({}, { perDay: 2 });
    server.route({ on: () => true, answers: { body: 1 } });
    await http.json(server.url('/1'));
    await http.json(server.url('/2'));
    const next = Date.UTC(2026, 0, 2);
    await expect(http.json(server.url('/3'))).rejects.toMatchObject({
      code: 'quota',
      retryAfterMs: next - clock.now(),
    });
    expect(pauses).toMatchObject([{ until: next }]);
    await clock.advance(next - clock.now());
    expect(await http.json(server.url('/3'))).toBe(1);
  });

  test('no more requests are under way than the host allows', async () => {
    let under = 0;
    let most = 0;
    const fetch = async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return new Response('{}');
    };
    const { http, server } = await setup({ fetch }, { concurrency: 2 });
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => http.json(server.url(`/${n}`))));
    expect(most).toBe(2);
  });
});
