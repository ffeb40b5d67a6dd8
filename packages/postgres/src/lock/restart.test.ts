import { once } from 'node:events';
import { EarmarkError, type LockStrategy } from '@earmark/core';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';

const { server, test } = withServer();

async function withLocks(
  count: number,
  body: (locks: readonly LockStrategy[]) => Promise<void>,
  beatMs = 10_000,
): Promise<void> {
  const locks = Array.from({ length: count }, (_, index) =>
    createPostgresLock({ url: server().url, host: `machine-${index}`, beatMs, connections: 2 }),
  );
  try {
    await body(locks);
  } finally {
    for (const each of locks) await each.close?.();
  }
}

test('a lock outlives a restart of the server where nobody else took it meanwhile', () =>
  withLocks(1, async ([locks]) => {
    const lease = await locks?.acquire('music:kept.flac', {});
    await server().kill();
    await server().start();
    await lease?.confirm();
    expect(lease?.lost.aborted).toBe(false);
    await expect(locks?.acquire('music:kept.flac', {})).rejects.toMatchObject({ code: 'locked' });
    await lease?.release();
    expect(await locks?.inspect('music:kept.flac')).toBeUndefined();
  }));

test('whoever takes a lock after a restart has the larger token, and the one before is told so', () =>
  withLocks(
    2,
    async ([first, second]) => {
      const old = await first?.acquire('music:taken.flac', {});
      await server().kill();
      const lost = old && once(old.lost, 'abort');
      await server().start();
      // The rows of a session that ended are anybody's: here as if the other had been the first to ask.
      await server().query('update earmark.locks set session = 1 where key = $1', [
        'music:taken.flac',
      ]);
      const next = await second?.acquire('music:taken.flac', { waitMs: 10_000 });
      await lost;
      expect(next?.token).toBeGreaterThan(old?.token ?? Number.POSITIVE_INFINITY);
      await expect(old?.confirm()).rejects.toMatchObject({ code: 'locked' });
      await next?.confirm();
      await next?.release();
    },
    200,
  ));

test('a holder that cannot reach the server for two beats has lost its lock', () =>
  withLocks(
    1,
    async ([locks]) => {
      const lease = await locks?.acquire('music:cut-off.flac', {});
      await server().kill();
      try {
        if (lease) await once(lease.lost, 'abort');
        await expect(lease?.confirm()).rejects.toSatisfy((error) =>
          EarmarkError.is(error, 'locked', 'network'),
        );
      } finally {
        await server().start();
      }
    },
    100,
  ));

test('a wrong address is refused soon, and the message has no password', async () => {
  const locks = createPostgresLock({ url: 'postgres://me:secret@127.0.0.1:1/none' });
  const error = await locks.acquire('music:a.flac', {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('127.0.0.1:1') });
  expect(String(error)).not.toContain('secret');
  await locks.close?.();
});
