import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryState, createMemoryStore } from '@earmark/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeContext } from './__tests__/context.ts';
import { createMediaFiles, type MediaFilesOptions } from './media-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'earmark-media-'));
  await mkdir(join(root, 'Album'));
  await writeFile(join(root, 'Album/one.flac'), '');
});
afterEach(() => rm(root, { recursive: true }));

async function found(options: Partial<MediaFilesOptions>) {
  const failed: string[] = [];
  const report = {
    progress: () => undefined,
    expect: () => undefined,
    unread: () => undefined,
    failed: (target: string, { code, message }: { code: string; message: string }) =>
      failed.push(`${target} ${code} ${message}`),
  };
  const ids: string[] = [];
  const origin = createMediaFiles({ roots: { m: root }, ...options });
  const { catalogue } = await createMemoryStore().account('default');
  const reader = {
    extensions: new Set<string>(),
    async *read() {},
  };
  const ctx = { ...writeContext(root, createMemoryState()), catalogue, reader, report };
  for await (const { id } of origin.subjects(ctx)) ids.push(id);
  return { ids, failed };
}

test('an asked folder or file is found', async () => {
  expect(await found({ below: 'Album' })).toEqual({ ids: ['m:Album/one.flac'], failed: [] });
  const { ids } = await found({ below: 'Album/one.flac' });
  expect(ids).toEqual(['m:Album/one.flac']);
});

test.each(['Gone', 'Gone/one.wav', 'Album/two.wav', 'Album/one.flac/two.wav'])(
  'an asked path that is not there is a failure: %s',
  async (below) => {
    const { ids, failed } = await found({ below });
    expect(ids).toEqual([]);
    expect(failed).toEqual([expect.stringMatching(/^m:.* io .*mounted/)]);
  },
);

test('so is a root that is not there', async () => {
  const { failed } = await found({ roots: { m: join(root, 'nowhere') }, below: 'Album' });
  expect(failed).toHaveLength(1);
});

test('an asked file that became another meanwhile is done, and no failure', async () => {
  expect(await found({ below: 'Album/one.wav' })).toEqual({ ids: [], failed: [] });
});

test('what a walk finds and cannot look at does not end it', async () => {
  await symlink('nothing', join(root, 'Album/gone.mp3'));
  await symlink('loop.mp3', join(root, 'Album/loop.mp3'));
  const { ids, failed } = await found({});
  expect(ids).toEqual(['m:Album/one.flac']);
  expect(failed).toEqual([expect.stringMatching(/^m:Album\/loop.mp3 io /)]);
});
