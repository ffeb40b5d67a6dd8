import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(3);
});
afterAll(() => house[Symbol.asyncDispose]());

const song = 'Artist 0/Album 0/01.mp3';
const events = (lines: readonly Record<string, unknown>[], event: string) =>
  lines.filter((line) => line.event === event);

test('issues are found, fixed, undone, and the history shows it', async () => {
  const dirty = ['tags', 'set', join(house.music, song), '--title', 'Spaced  out '];
  expect((await house.earmark(dirty)).code).toBe(0);
  const before = await digestsOf(house.music);

  const first = await house.earmark(['quality', house.music, '--json']);
  expect(first.code, first.stderr).toBe(0);
  const lines = jsonLines(first);
  const kinds = events(lines, 'issue').map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'placeholder-genre')).toHaveLength(3);
  expect(kinds.filter((kind) => kind === 'untidy-spaces')).toHaveLength(1);
  const [health] = events(lines, 'health');
  expect(health).toMatchObject({ albums: 3, files: 15, counts: { 'untidy-spaces': 1 } });
  expect(lines.at(-1)).toMatchObject({ event: 'run-ended', counts: { health: health?.score } });
  expect(differences(before, await digestsOf(house.music))).toEqual([]);

  const fixed = await house.earmark(['quality', house.music, '--fix', '--yes', '--json']);
  expect(fixed.code, fixed.stderr).toBe(0);
  const end = jsonLines(fixed).at(-1) as { readonly run: string };
  expect(end).toMatchObject({ event: 'run-ended', counts: { applied: 1, queued: 3 } });
  expect(differences(before, await digestsOf(house.music))).toHaveLength(1);

  const after = jsonLines(await house.earmark(['quality', house.music, '--json']));
  expect(events(after, 'health')[0]).toMatchObject({ since: { fresh: 0, gone: 1 } });
  expect((await house.earmark(['undo', end.run])).stdout).toContain('1 file put back, 0 refused');
  expect(differences(before, await digestsOf(house.music))).toEqual([]);

  const scores = jsonLines(await house.earmark(['quality', house.music, '--history', '--json']));
  expect(scores.map(({ gone }) => gone)).toEqual([1, 0, undefined]);
  expect(Number(scores[0]?.score)).toBeGreaterThan(Number(scores[2]?.score));
});

test('sound that is cut off is found by its length, and what only a decoder sees with --decode', async (ctx) => {
  if (spawnSync('ffmpeg', ['-version']).status !== 0) ctx.skip('there is no ffmpeg in PATH');
  await using own = await createHouse(2);
  const [cut, torn] = ['01.flac', '02.flac'].map((name) =>
    join(own.music, 'Artist 1/Album 1', name),
  );
  const bytes = await readFile(cut ?? '');
  await writeFile(cut ?? '', bytes.subarray(0, bytes.length / 2));
  const late = Math.floor(bytes.length * 0.8);
  bytes.fill(0x55, late, late + 200);
  await writeFile(torn ?? '', bytes);
  const damaged = async (...flags: string[]) =>
    events(
      jsonLines(
        await own.earmark(['quality', own.music, '--kinds', 'damaged-sound', ...flags, '--json']),
      ),
      'issue',
    ).map(({ evidence }) => evidence);
  const [first, ...others] = await damaged();
  expect([first, others]).toEqual([expect.stringMatching(/^01\.flac: its sound ends at/), []]);
  expect(await damaged('--decode')).toEqual([
    expect.stringMatching(/^01\.flac: its sound ends at/),
    expect.stringMatching(/^02\.flac: it cannot be decoded/),
  ]);
});

test('for people: a table by kind with examples, and what to do next; filters choose', async () => {
  const { stdout } = await house.earmark(['quality', house.music, '--kinds', 'placeholder-genre']);
  expect(stdout).toMatch(/health .* of 100/);
  expect(stdout).toContain('Artist 0 – Album 0: genre "Other" says nothing, in all 5 files');
  expect(stdout).toContain('--fix');
  const wrong = await house.earmark(['quality', house.music, '--kinds', 'nonsense']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('broken-file')]);
});

test('analyze shows health, asks about a sample when told to, and writes nothing', async () => {
  await writeFile(join(house.music, 'Artist 1/Album 1/06.flac'), 'no sound');
  const before = await digestsOf(house.music);
  const flags = ['--quality', '--calibration', '--predict', '--sample', '2', '--json'];
  const lines = jsonLines(await house.earmark(['analyze', house.music, ...flags]));
  expect(events(lines, 'health')[0]).toMatchObject({ severities: { error: 1 } });
  expect(events(lines, 'prediction')[0]).toMatchObject({
    asked: true,
    of: 3,
    sources: [{ source: 'memory', asked: 2, nothing: 0, silent: 0 }],
  });
  expect(events(lines, 'calibration')).toHaveLength(1);
  expect(events(lines, 'decision-made')).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ event: 'run-ended' });
  expect(differences(before, await digestsOf(house.music))).toEqual([]);

  const env = { EARMARK_TEST_OUTAGE: '1' };
  const outage = await house.earmark(['analyze', house.music, '--predict'], { env });
  expect(outage.stdout).toContain('Silent sources are left out');
});
