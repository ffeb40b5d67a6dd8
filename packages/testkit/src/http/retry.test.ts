import { describe, expect, test, vi } from 'vitest';
import { misbehaviours } from '../replay/routes.ts';
import { setup } from './__fixtures__/setup.ts';

describe('retry', () => {
  test('a 500, a cut connection and a short body are asked again, with waits that double', async () => {
    const { http, server, clock } = await setup();
    server.route({
      on: '/a',
      answers: [
        misbehaviours.broken(),
        misbehaviours.cut({ a: 1 }, 2),
        misbehaviours.wrongLength({ a: 1 }, 999),
        { body: { a: 1 } },
      ],
    });
    expect(await http.json(server.url('/a'))).toEqual({ a: 1 });
    expect(clock.slept).toEqual([1000, 2000, 4000]);
  });

  test('jitter takes any part of the wait', async () => {
    const { http, server, clock } = await setup({ random: () => 0.25 });
    server.route({ on: '/a', answers: [misbehaviours.broken(), { body: 1 }] });
    await http.json(server.url('/a'));
    expect(clock.slept).toEqual([250]);
  });

  test.for([429, 503])(
    'a %i is asked again after its Retry-After, and everybody waits for it',
    async (status) => {
      const { http, server, clock, shared } = await setup();
      const park = vi.spyOn(shared, 'park');
      const answer = status === 429 ? misbehaviours.tooMany(90) : misbehaviours.unavailable(90);
      server.route({ on: '/a', answers: [answer, { body: 'ok' }] });
      expect(await (await http.request(server.url('/a'))).text()).toBe('ok');
      expect(clock.slept).toEqual([90_000]);
      expect(park).toHaveBeenCalledWith(server.host, clock.now(), 'it asked for a pause of 90 s');
    },
  );

  test('a Retry-After may be a date', async () => {
    const { http, server, clock } = await setup();
    const date = new Date(clock.now() + 30_000).toUTCString();
    server.route({ on: '/a', answers: [misbehaviours.tooMany(date), { body: 1 }] });
    await http.json(server.url('/a'));
    expect(clock.slept).toEqual([30_000]);
  });

  test('a Retry-After beyond the ceiling parks the host, is told once, and costs no further request', async () => {
    const { http, server, clock, pauses } = await setup();
    server.route({ on: '/a', answers: misbehaviours.tooMany(7200) });
    const until = clock.now() + 7_200_000;
    for (const path of ['/a', '/b', '/a'])
      await expect(http.json(server.url(path))).rejects.toMatchObject({
        code: 'quota',
        plugin: 'test',
        retryAfterMs: 7_200_000,
      });
    expect(server.calls).toHaveLength(1);
    expect(clock.slept).toEqual([]);
    expect(pauses).toEqual([
      { host: server.host, until, reason: 'it asked for a pause of 7200 s' },
    ]);
  });

  test('a 429 without Retry-After is given up in the end', async () => {
    const { http, server } = await setup({ retry: { retries: 2 } });
    server.route({ on: '/a', answers: misbehaviours.tooMany() });
    await expect(http.json(server.url('/a'))).rejects.toMatchObject({ code: 'quota' });
    expect(server.calls).toHaveLength(3);
  });

  test.for([
    [400, 'bad-response'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'not-found'],
    [418, 'bad-response'],
  ] as const)('a %i is %s, at once', async ([status, code]) => {
    const { http, server } = await setup();
    server.route({ on: '/a', answers: { status, body: 'no' } });
    await expect(http.json(server.url('/a'))).rejects.toMatchObject({ code });
    expect(server.calls).toHaveLength(1);
  });

  test('a POST that may have been done is not repeated, one that was refused is', async () => {
    const { http, server } = await setup();
    server.route({ on: '/cut', answers: misbehaviours.cut('abc') });
    server.route({ on: '/busy', answers: [misbehaviours.tooMany(1), { body: 'done' }] });
    const post = { method: 'POST', body: 'x' } as const;
    await expect(http.request(server.url('/cut'), post)).rejects.toMatchObject({ code: 'network' });
    expect(await (await http.request(server.url('/busy'), post)).text()).toBe('done');
    expect(server.calls).toHaveLength(3);
  });

  test('an expired token is asked for again once', async () => {
    const { http, server } = await setup();
    server.route({
      on: ({ headers }) => headers.authorization === 'Bearer 2',
      answers: { body: 1 },
    });
    server.route({
      on: ({ headers }) => headers.authorization !== 'Bearer 2',
      answers: { status: 401 },
    });
    const authorize = async (attempt: number) => ({ Authorization: `Bearer ${attempt}` });
    expect(await http.json(server.url('/a'), { authorize })).toBe(1);
    const stale = async () => ({ Authorization: 'Bearer 1' });
    await expect(http.json(server.url('/b'), { authorize: stale })).rejects.toMatchObject({
      code: 'auth',
    });
    expect(server.calls).toHaveLength(4);
  });

  test('a fault inside a 200 is retried, parked or thrown like its status twin, and never cached', async () => {
    const { http, server, pauses } = await setup();
    const error = (code: number) => ({ body: { error: { code } } });
    server.route({ on: '/busy', answers: [error(4), { body: { ok: true } }] });
    server.route({ on: '/long', answers: error(99) });
    const fault = (body: unknown) => {
      const code = (body as { error?: { code: number } }).error?.code;
      if (code === 4) return { code: 'quota', message: 'Quota limit exceeded' } as const;
      if (code === 99)
        return { code: 'quota', message: 'tomorrow token=abcdef', retryAfterMs: 9e6 } as const;
      return undefined;
    };
    expect(await http.json(server.url('/busy'), { fault })).toEqual({ ok: true });
    await expect(http.json(server.url('/long'), { fault })).rejects.toMatchObject({
      code: 'quota',
      message: 'tomorrow token=<redacted>',
    });
    expect(pauses).toHaveLength(1);
    expect(server.calls).toHaveLength(3);
  });
});

describe('breaker', () => {
  test('opens after repeated failures, lets one request probe, and closes when that succeeds', async () => {
    const { http, server, clock, pauses } = await setup({
      retry: { retries: 0 },
      breaker: { failures: 3, openMs: 60_000 },
    });
    server.route({ on: () => true, answers: misbehaviours.broken() });
    let number = 0;
    const ask = () => {
      number += 1;
      return http.request(server.url(`/${number}`)).then(String, (error) => error.code);
    };
    for (let n = 0; n < 5; n += 1) expect(await ask()).toBe('network');
    expect(server.calls).toHaveLength(3);
    expect(pauses).toMatchObject([{ host: server.host, until: clock.now() + 60_000 }]);

    await clock.advance(60_001);
    await Promise.all([ask(), ask(), ask()]);
    expect(server.calls).toHaveLength(4);

    await clock.advance(60_001);
    server.route({ on: () => true, answers: { body: 'well' } });
    await Promise.all([ask(), ask(), ask()]);
    expect(await ask()).toBe('[object Object]');
  });
});
