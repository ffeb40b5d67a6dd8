import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import { tap } from '../pipeline/stages.ts';
import { albums } from '../stages/albums.ts';
import { instanceKey } from './leases.ts';
import { createMemoryLock } from './memory-lock.ts';

const [old = '', moved = '', here = ''] = await Promise.all(
  ['old', 'new', 'here'].map((name) => mkdtemp(join(tmpdir(), `${name}-`))),
);

/** The roots of a run, when an earlier one had its library in another folder. */
async function rootsOf(configured: Record<string, string>, ofOrigin: Record<string, string> = {}) {
  const store = createMemoryStore();
  const { files, options, sink } = await house({ store });
  const run = async (roots: Record<string, string>, origin: Record<string, string>) => {
    const earmark = await createEarmark({ ...options, roots });
    let seen: unknown;
    const origins = [{ ...albumsOrigin([], files), roots: origin }];
    const look = pipeline({
      name: 'look',
      origins,
      async *start(context) {
        yield context.context(sink).roots;
      },
    });
    const keep = tap((roots) => {
      seen = roots;
    });
    await earmark.run(look.pipe(keep)).done;
    return seen;
  };
  await run({}, { music: old });
  return run(configured, ofOrigin);
}

test('a root that nobody names is where it was before', async () => {
  expect(await rootsOf({ books: '/books' })).toEqual({ music: old, books: '/books' });
});

test('a library that moved is where the settings say', async () => {
  expect(await rootsOf({ music: moved })).toEqual({ music: moved });
});

test('the origin of a run knows best where its root is', async () => {
  expect(await rootsOf({ music: moved }, { music: here })).toEqual({ music: here });
});

test('a run all of whose roots are missing fails, and one of them is enough', async () => {
  const { earmark, files } = await house();
  const runAt = (roots: Record<string, string>) =>
    earmark.run(albums({ ...albumsOrigin([], files), roots })).done;
  expect(await runAt({ music: '/not-mounted/music', books: '/not-mounted/books' })).toMatchObject({
    outcome: 'failed',
    fault: { code: 'io', message: expect.stringContaining('/not-mounted/music') },
  });
  expect((await runAt({ music: here, books: '/not-mounted/books' })).outcome).toBe('completed');
});

test('nothing is written where nothing lasts, unless that is meant', async () => {
  const { options, tag, sink } = await house();
  const { store: _store, ...forgetful } = options;
  const earmark = await createEarmark(forgetful);
  expect(await earmark.run(tag()).done).toMatchObject({
    outcome: 'failed',
    fault: { code: 'config', message: expect.stringContaining('createMemoryStore()') },
  });
  expect(sink.writes).toEqual([]);
  expect((await earmark.run(tag(true)).done).counts.planned).toBe(2);
});

test('the store brings its lock', async () => {
  const { options, tag } = await house();
  const locks = createMemoryLock();
  const store = { ...createMemoryStore(), locks };
  const earmark = await createEarmark({ ...options, store });
  const lease = await locks.acquire(instanceKey(store.folder, 'default'), {});
  expect((await earmark.run(tag()).done).fault?.code).toBe('locked');
  await lease.release();
  expect((await earmark.run(tag()).done).outcome).toBe('completed');
});
