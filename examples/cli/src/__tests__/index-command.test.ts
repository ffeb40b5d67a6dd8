import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHouse, jsonLines } from './house.ts';

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
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('musicbrainz, discogs')]);
  const missing = await house.earmark(['index', 'build', 'musicbrainz', 'artist.tar.xz']);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('artist.tar.xz')]);
});

test('what was built is asked from then on, by the defaults and by what init writes; offline nobody else', {
  timeout: 120_000,
}, async () => {
  await using house = await createHouse(2);
  const env = { EARMARK_CONTACT: 'me@example.org', EARMARK_MUSICBRAINZ_URL: '' };
  const config = join(house.folder, 'plain.mjs');
  await writeFile(config, `export default { roots: { music: ${JSON.stringify(house.music)} } };`);
  const sources = async (...words: readonly string[]) =>
    jsonLines(await house.earmark([...words, 'plugins', '--json'], { env })).filter(
      ({ kind }) => kind === 'source',
    );
  expect(await sources('--config', config)).toMatchObject([{ name: 'musicbrainz', files: [] }]);
  expect(await sources('--config', config, '--offline')).toEqual([]);
  const nobody = await house.earmark(['--config', config, '--offline', 'tag', house.music], {
    env,
  });
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('index build')]);

  const dump = join(house.folder, 'release-group');
  const known = {
    id: '11111111-0000-4000-8000-000000000001',
    title: 'Album 1',
    'artist-credit': [{ name: 'Artist 1', artist: { id: 'x', name: 'Artist 1' } }],
    genres: [{ name: 'bebop', count: 5 }],
  };
  await writeFile(dump, JSON.stringify(known));
  await house.earmark(['index', 'build', 'musicbrainz', dump]);
  const file = expect.stringContaining('musicbrainz.db');
  const both = { name: 'musicbrainz', hosts: ['musicbrainz.org'], files: [file] };
  expect(await sources('--config', config)).toMatchObject([both]);
  expect(await sources('--config', config, '--offline')).toMatchObject([{ ...both, hosts: [] }]);
  await house.earmark(['init', house.folder]);
  const written = join(house.folder, 'earmark.config.ts');
  // A configuration in another folder borrows the packages of a process of its own alone.
  const listed = await house.spawn(['--config', written, 'plugins', '--json'], { env });
  expect(jsonLines(listed).filter(({ kind }) => kind === 'source')).toMatchObject([both]);

  const tagged = await house.earmark(
    ['--config', config, '--offline', 'tag', house.music, '--dry-run', '--json'],
    { env },
  );
  const lines = jsonLines(tagged);
  expect(lines[0]).toMatchObject({ event: 'sources-chosen', sources: [{ files: [file] }] });
  const decisions = lines.filter(({ event }) => event === 'decision-made');
  expect(decisions).toMatchObject([
    { decision: { after: expect.arrayContaining(['Bebop']), silent: [] } },
  ]);
});
