import { once } from 'node:events';
import { expect } from 'vitest';
import { createTestLink } from '../__tests__/link.ts';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';

const { server, test } = withServer();

test('a database that hangs costs its holder the lock, never its process', async () => {
  const unhandled: unknown[] = [];
  const hear = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', hear);
  const link = await createTestLink(server().url);
  const locks = createPostgresLock({ url: link.url, beatMs: 100, patienceMs: 300 });
  try {
    const lease = await locks.acquire('music:hung.flac', {});
    link.silence();
    await once(lease.lost, 'abort');
    link.mend();
    await using again = await locks.acquire('music:hung.flac', { waitMs: 30_000 });
    await again.confirm();
    expect(again.token).toBeGreaterThan(lease.token);
    expect(unhandled).toEqual([]);
  } finally {
    await locks.close?.();
    await link.close();
    process.off('unhandledRejection', hear);
  }
});
