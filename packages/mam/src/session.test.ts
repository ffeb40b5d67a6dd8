import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { mamId, setup, torrentFile, wish } from './__tests__/bench.ts';

test('thirty requests from two processes at once use each value once', async () => {
  const { site, start } = await setup();
  // A clock on which others get their turn while one waits.
  const processes = [start(), start()].map(({ finder, ctx }) => ({
    finder,
    ctx: { ...ctx, clock: { ...ctx.clock, sleep: () => new Promise<void>(setImmediate) } },
  }));
  await Promise.all(
    Array.from({ length: 30 }, (_, at) => {
      const { finder, ctx } = processes[at % 2] ?? start();
      return at % 3 === 0
        ? finder.fetch('273200', ctx)
        : finder.search(wish(`Edgedancer ${at}`), ctx);
    }),
  );
  expect(site.asked).toHaveLength(30);
  expect(site.refused).toBe(0);
  expect(site.mostAtOnce).toBe(1);
});

test('the next process goes on with the newest value, and a new session in the settings starts a new chain', async () => {
  const { site, finder, ctx, start } = await setup();
  await finder.fetch('273200', ctx);
  const next = start();
  await next.finder.fetch('273200', next.ctx);
  expect(await next.ctx.state.get('session')).toMatchObject({ current: site.session });
  const other = start({ mamId: 'another-session-value' });
  await expect(other.finder.fetch('273200', other.ctx)).rejects.toMatchObject({ code: 'auth' });
});

test('also an answer that is an error brings the next value', async () => {
  const { site, finder, ctx } = await setup();
  await expect(finder.fetch('1', ctx)).rejects.toMatchObject({ code: 'not-found' });
  expect(await ctx.state.get('session')).toMatchObject({ current: site.session });
  expect(await finder.fetch('273200', ctx)).toEqual(torrentFile);
  expect(site.refused).toBe(0);
});

test('a refused session is not sent again, by no process, until a person asks', async () => {
  const { site, start } = await setup({ session: 'of somebody else' });
  for (let round = 0; round < 3; round += 1) {
    const { finder, ctx } = start();
    const work = finder.search(wish(`Edgedancer ${round}`), ctx);
    await expect(work).rejects.toMatchObject({
      code: 'auth',
      message: expect.stringContaining('Preferences, Security'),
    });
  }
  expect(site.asked).toHaveLength(1);
  const { finder, ctx } = start();
  await expect(finder.check?.(ctx)).rejects.toMatchObject({ code: 'auth' });
  expect(site.asked).toHaveLength(2);
});

test.each(['after', 'broken', 'page'] as const)(
  'an answer lost on the way (%s) is not asked for again; what follows is told as a lost chain',
  async (mishap) => {
    const { site, finder, ctx } = await setup();
    site.mishaps(mishap);
    await expect(finder.fetch('273200', ctx)).rejects.toMatchObject({
      code: expect.stringMatching(/network|bad-response/),
    });
    expect(site.asked).toHaveLength(1);
    const next = finder.fetch('273200', ctx);
    await expect(next).rejects.toMatchObject({ code: 'auth' });
    await expect(next).rejects.toThrow('was lost');
    expect(site.asked).toHaveLength(2);
  },
);

test('a request that never arrived cost nothing', async () => {
  const { site, finder, ctx } = await setup();
  site.mishaps('before');
  await expect(finder.fetch('273200', ctx)).rejects.toMatchObject({ code: 'network' });
  expect(await finder.fetch('273200', ctx)).toEqual(torrentFile);
  expect(site.refused).toBe(0);
});

test('a process that was killed holds nothing, and what it may have lost is said', async () => {
  const { site, ctx, finder } = await setup();
  await finder.fetch('273200', ctx);
  const killed = { by: 'x', host: hostname(), pid: 2 ** 30, until: Number.MAX_SAFE_INTEGER };
  await ctx.state.update('session', (known) => ({
    ...(known as object),
    current: mamId,
    holder: killed,
  }));
  await expect(finder.fetch('273200', ctx)).rejects.toThrow('was lost');
  expect(site.asked).toHaveLength(2);
  // Whoever asks next hears the same, without a request: the one who was told may have been killed before saying it.
  await expect(finder.fetch('273200', ctx)).rejects.toThrow('was lost');
  expect(site.asked).toHaveLength(2);
});

test('while another machine is asking, it is waited for, and in the end said', async () => {
  const { site, ctx, finder } = await setup();
  await finder.fetch('273200', ctx);
  const elsewhere = { by: 'x', host: 'another', pid: 1, until: Number.MAX_SAFE_INTEGER };
  await ctx.state.update('session', (known) => ({ ...(known as object), holder: elsewhere }));
  await expect(finder.fetch('273200', ctx)).rejects.toMatchObject({ code: 'locked' });
  expect(site.asked).toHaveLength(1);
});

test('no cookie shows in errors, in the log or in what is found', async () => {
  const { site, bench, finder, ctx } = await setup();
  const shown: unknown[] = [await finder.search(wish('Edgedancer'), ctx)];
  site.mishaps('broken', 'page', 'after');
  for (let round = 0; round < 3; round += 1)
    await finder.fetch('273200', ctx).catch((error: Error) => {
      shown.push(error.message, error.stack, JSON.stringify(error), String(error.cause));
    });
  expect(JSON.stringify([shown, bench.logged])).not.toContain(mamId);
});
