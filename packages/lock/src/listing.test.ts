import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanLocks, createFileLock, doctorHolders } from './index.ts';

const record = JSON.stringify({ hostname: 'nas', pid: 7, timestamp: 1, file: '/x', locked_at: '' });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earmark-listing-'));
  chmodSync(folder, 0o777);
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'song.earmark.lock'), record);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whoever may do everything finds nothing shut. */
async function asSomebody<T>(body: () => Promise<T>): Promise<T> {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    return await body();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

async function keysIn(under = folder): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of createFileLock().list(under)) keys.push(key.slice(folder.length + 1));
  return keys;
}

const shut = process.platform === 'win32' ? test.skip : test;

shut('a folder that may not be read hides what is in it, and nothing else', async () => {
  chmodSync(join(folder, 'b'), 0);
  try {
    await asSomebody(async () => {
      expect(await keysIn()).toEqual(['a/song', 'c/song']);
      for await (const _ of cleanLocks({ locks: createFileLock(), under: folder }));
      const found = await doctorHolders({ locks: createFileLock(), under: folder });
      expect(found).toMatchObject([{ text: expect.stringContaining('nas') }]);
    });
  } finally {
    chmodSync(join(folder, 'b'), 0o700);
  }
});

shut('a lock that is seen and may not be read is listed as held', async () => {
  chmodSync(join(folder, 'b', 'song.earmark.lock'), 0);
  await asSomebody(async () => {
    expect(await keysIn()).toEqual(['a/song', 'b/song', 'c/song']);
    for await (const { key, state, holder } of createFileLock().list(join(folder, 'b')))
      expect([key, state, holder.host]).toEqual([join(folder, 'b', 'song'), 'held', '']);
  });
});

shut('whether there is a lock in a folder that is shut cannot be told', async () => {
  chmodSync(join(folder, 'b'), 0);
  try {
    await asSomebody(() =>
      expect(createFileLock().inspect(join(folder, 'b', 'free'))).rejects.toMatchObject({
        code: 'io',
      }),
    );
  } finally {
    chmodSync(join(folder, 'b'), 0o700);
  }
});

test('what goes while it is looked for is not there', async () => {
  const keys: string[] = [];
  for await (const { key } of createFileLock().list(folder)) {
    keys.push(key);
    rmSync(join(folder, 'b'), { recursive: true, force: true });
  }
  expect(keys).toEqual([join(folder, 'a', 'song'), join(folder, 'c', 'song')]);
});

test('a folder that cannot be looked through at all is an error that names it', async () => {
  const refusal = keysIn(join(folder, 'none'));
  await expect(refusal).rejects.toSatisfy((error) => EarmarkError.is(error));
  await expect(refusal).rejects.toThrow(join(folder, 'none'));
});

test('a listing ends where its caller stops it', async () => {
  const stopping = new AbortController();
  const keys: string[] = [];
  const listing = (async () => {
    for await (const { key } of createFileLock().list(folder, { signal: stopping.signal })) {
      keys.push(key);
      stopping.abort();
    }
  })();
  await expect(listing).rejects.toMatchObject({ code: 'aborted' });
  expect(keys).toEqual([join(folder, 'a', 'song')]);
});

test('the doctor looks no longer than it may, also where it finds no lock', async () => {
  const locks = createFileLock();
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const endless: typeof locks = {
    ...locks,
    async *list(_under, options) {
      for (;;) yield* locks.list(empty, options);
    },
  };
  expect(await doctorHolders({ locks: endless, under: folder, lookMs: 10 })).toEqual([]);
});
