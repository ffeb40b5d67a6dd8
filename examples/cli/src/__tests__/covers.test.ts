import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyPicture } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createHouse } from './house.ts';

/** One source that shows a picture, and a network that is one picture. */
const configuration = (music: string) => `
const cover = Buffer.from('${Buffer.concat([tinyPicture(500).bytes, Buffer.from('IEND')]).toString('base64')}', 'base64');
const tracks = [1, 2, 3, 4, 5].map((position) => ({ disc: 1, position, title: 'Track ' + position }));
const claims = [
  { field: 'picture', value: 'https://cdn-images.dzcdn.net/cover.png', strength: 1, level: 'release' },
  { field: 'genre', value: 'Jazz', strength: 1, level: 'release' },
];
const source = {
  spec: 1, kind: 'source', name: 'shows', weight: 0.9, answers: ['album'],
  find: async ({ title, creators }) => [{ id: title, title, creators, tracks, claims }],
};
export default {
  roots: { music: ${JSON.stringify(music)} },
  sources: [source],
  hints: [],
  http: { fetch: async () => new Response(cover) },
};`;

async function house() {
  const made = await createHouse(1);
  await writeFile(join(made.folder, 'earmark.config.mjs'), configuration(made.music));
  return made;
}

test('covers are shown, written beside the music, and taken back', async () => {
  await using at = await house();
  const file = join(at.music, 'Artist 0/Album 0/cover.png');
  const args = ['covers', at.music, '--where', 'file', '--format', 'png', '--confidence', '80'];
  const dry = await at.earmark([...args, '--dry-run']);
  expect(dry.stdout).toMatch(/front image\/png 500x500/);
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  const { stdout, code } = await at.earmark(args);
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 file written')]);
  expect((await readFile(file)).length).toBeGreaterThan(0);
  const run = /earmark undo (\S+)/.exec(stdout)?.[1] ?? '';
  expect((await at.earmark(['undo', run])).code).toBe(0);
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('tag --covers fills them in behind the genres, and nothing is fetched offline', async () => {
  await using at = await house();
  const { stdout } = await at.earmark(['tag', at.music, '--covers', '--confidence', '50']);
  expect(stdout).toMatch(/Covers:[\s\S]*5 files written/);
  const queued = await at.earmark(['tag', at.music, '--covers', '--queue']);
  expect([queued.code, queued.stderr]).toEqual([2, expect.stringContaining('earmark covers')]);
  const offline = await at.earmark(['--offline', 'covers', at.music]);
  expect([offline.code, offline.stderr]).toEqual([2, expect.stringContaining('without --offline')]);
});
