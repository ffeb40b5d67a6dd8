import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHouse } from './house.ts';

const group = (number: number) =>
  JSON.stringify({ id: `g${number}`, title: `Title ${number}`, 'artist-credit': [], genres: [] });

test('an index is built with progress and described', { timeout: 60_000 }, async () => {
  await using house = await createHouse(1);
  const dump = join(house.folder, 'release-group');
  await writeFile(dump, Array.from({ length: 5_000 }, (_, number) => group(number)).join('\n'));
  const none = await house.earmark(['index', 'status']);
  expect(none.stdout).toMatch(/musicbrainz\.db: none/);

  const built = await house.earmark(['--json', 'index', 'build', 'musicbrainz', dump]);
  expect(built.code, built.stderr).toBe(0);
  const lines = built.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ event: 'index-progressed', dump: 'release-group' });
  expect(lines.at(-1)).toMatchObject({
    event: 'run-ended',
    outcome: 'completed',
    counts: { albums: 5_000, records: 5_000, damaged: 0 },
  });

  const status = await house.earmark(['index', 'status']);
  expect(status.stdout).toMatch(/5,000 albums, .* from release-group/);
});

test('a wrong source and a missing dump are told apart by exit codes', {
  timeout: 60_000,
}, async () => {
  await using house = await createHouse(1);
  const wrong = await house.earmark(['index', 'build', 'allmusic', 'x']);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('musicbrainz or discogs'),
  ]);
  const missing = await house.earmark(['index', 'build', 'musicbrainz', 'artist.tar.xz']);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('artist.tar.xz')]);
});
