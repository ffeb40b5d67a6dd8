import { spawnSync } from 'node:child_process';
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
let house: House;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip('there is no ffmpeg in PATH');
  house = await createHouse(2);
});
afterEach(() => house?.[Symbol.asyncDispose]());

const album = () => join(house.music, 'Artist 1', 'Album 1');
const lastOf = (lines: readonly Record<string, unknown>[]) => lines.at(-1) ?? {};

test('a dry run is a table of what would be done and saved, and changes nothing', async () => {
  const before = await digestsOf(house.music);
  const dry = await house.earmark(['transcode', house.music, '--profile', 'opus', '--dry-run']);
  expect(dry.code, dry.stderr).toBe(0);
  expect(dry.stdout).toMatch(/file +what +now +about/);
  expect(dry.stdout.match(/music\/Artist 1\/Album 1\/0\d\.flac .*flac → opus/g)).toHaveLength(5);
  expect(dry.stdout).toMatch(
    /5 files would change, 0 already as wanted, 5 left alone, .* (saved|larger in all)\. Nothing was written/,
  );
  expect(dry.stdout).toContain(
    '5 files left alone, lossy already. To encode them once more: --lossy-ok',
  );
  expect(differences(before, await digestsOf(house.music))).toEqual([]);
});

test('a folder is transcoded once, and undo brings every byte back', async () => {
  const before = await digestsOf(house.music);
  const args = ['transcode', album(), '--profile', 'opus'];
  const done = await house.earmark([...args, '--json']);
  expect(done.code, done.stderr).toBe(0);
  const { run, counts } = lastOf(jsonLines(done));
  expect(counts).toMatchObject({ subjects: 5, applied: 5 });
  const names = await readdir(album());
  expect(names.sort()).toEqual(['.earmark-kept', ...[1, 2, 3, 4, 5].map((n) => `0${n}.opus`)]);
  const again = await house.earmark(args);
  expect(again.stdout).toContain('0 files transcoded, 5 already as wanted');
  const undone = await house.earmark(['undo', String(run)]);
  expect(undone.stdout).toContain('5 files put back, 0 refused');
  const after = await digestsOf(house.music);
  expect(differences(before, after).filter((path) => !path.includes('.earmark-kept'))).toEqual([]);
});

test('a catalogue shared on the share brings along what ffprobe said: no machine asks again', async () => {
  const args = ['transcode', house.music, '--profile', 'opus', '--dry-run', '--json'];
  await house.earmark(['scan', house.music]);
  expect((await house.earmark(args)).code).toBe(0);
  expect((await house.earmark(['scan', house.music, '--share'])).stdout).toContain('shared as');
  const env = { FFPROBE_PATH: join(house.folder, 'no-ffprobe-here') };
  const alone = await house.earmark([...args, '--state', 'other'], { env });
  expect(alone.stderr).toMatch(/using the catalogue that was shared on .*music: 10 files/);
  expect(lastOf(jsonLines(alone))).toMatchObject({ counts: { planned: 5 } });
});

test('a yes to encode lossy sound again is kept by the queue', async () => {
  const songs = join(house.music, 'Artist 0', 'Album 0');
  const args = ['transcode', songs, '--profile', 'opus'];
  const refused = await house.earmark(args);
  expect(refused.stdout).toContain(
    '0 files transcoded, 0 already as wanted, 5 left alone, 0 failed',
  );
  expect(refused.stderr).toContain('its sound is mp3, which is lossy already');
  await house.earmark([...args, '--lossy-ok', '--queue']);
  expect((await house.earmark(['worker', '--drain', '--topics', 'transcode'])).code).toBe(0);
  expect((await readdir(songs)).filter((name) => name.endsWith('.opus'))).toHaveLength(5);
});

test('one file is enough, and without days to keep there is nothing to go back to', async () => {
  const file = join(album(), '01.flac');
  const args = ['transcode', file, '--profile', 'opus', '--keep-days', '0', '--json'];
  const done = await house.earmark(args);
  expect(lastOf(jsonLines(done))).toMatchObject({ counts: { applied: 1 } });
  expect((await stat(join(album(), '01.opus'))).size).toBeGreaterThan(0);
  const undone = await house.earmark(['undo', String(lastOf(jsonLines(done)).run)]);
  expect(undone).toMatchObject({ code: 1, stderr: expect.stringContaining('no longer kept') });
});

test.each([
  [['--profile', 'vhs'], /Unknown profile "vhs"\. Valid profiles: flac/],
  [['--profile', 'opus', '--keep-days', 'some'], /--keep-days is a number/],
  [[], /required option '--profile/],
])('transcode %j is refused with a reason', async (flags, reason) => {
  const { code, stderr } = await house.earmark(['transcode', house.music, ...flags]);
  expect(stderr).toMatch(reason);
  expect(code).toBe(2);
});

test('attack 47: names that programs could take for options, commands or protocols are names', async () => {
  const files = (await readdir(album())).sort();
  const hostile = ['-i.flac', ';rm.flac', 'concat:x.flac', '%d$(id).flac', '01|x.flac'];
  for (const [index, name] of hostile.entries())
    await rename(join(album(), files[index] ?? ''), join(album(), name));
  const done = await house.earmark(['transcode', album(), '--profile', 'opus', '--json']);
  expect(done.code, done.stderr).toBe(0);
  expect(lastOf(jsonLines(done)).counts).toMatchObject({ subjects: 5, applied: 5 });
  const made = (await readdir(album())).filter((name) => name.endsWith('.opus'));
  expect(made.sort()).toEqual(hostile.map((name) => name.replace('.flac', '.opus')).sort());
  const odd = await house.earmark(['transcode', album(), '--profile', '../p']);
  expect(odd.code).not.toBe(0);
  expect(odd.stderr).toContain('../p');
});
