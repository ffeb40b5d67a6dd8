import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  albums,
  createEarmark,
  createMemoryStore,
  type Decision,
  decide,
  enrich,
  type Subject,
  tap,
} from '@earmark/core';
import { createReplayServer } from '@earmark/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFieldsPolicy } from '../../fields/src/index.ts';
import { createFileLibrary } from '../../library/src/index.ts';
import { createTagSink } from '../../tags/src/index.ts';
import { createXiphFormat } from '../../tags-xiph/src/index.ts';
import {
  answerOf,
  errorOf,
  onAlbum,
  onBestOf,
  recordingOf,
  resultOf,
} from './__tests__/answers.ts';
import { createAcoustIdSource, type FingerprintOptions, fingerprint } from './index.ts';

const works = (tool: string) => spawnSync(tool, ['-version']).status === 0;
const missing = ['ffmpeg', 'fpcalc'].find((tool) => !works(tool));
const reason = `there is no ${missing} in PATH`;

/** What is played, by its tags. */
const said = ['-metadata', 'album=Mine', '-metadata', 'artist=Me'];
const played = {
  low: ['sine=440:duration=4'],
  high: ['sine=660:duration=4'],
  'high, with a comment': ['sine=660:duration=4', '-metadata', 'comment=later'],
  'low, named': ['sine=440:duration=4', ...said, '-metadata', 'title=One'],
  'high, without a title': ['sine=660:duration=4', ...said],
  'high, named': ['sine=660:duration=4', ...said, '-metadata', 'title=Two'],
  short: ['sine=440:duration=1'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
type Sound = keyof typeof played;

let sounds = '';
beforeAll(async () => {
  sounds = await mkdtemp(join(tmpdir(), 'earmark-sounds-'));
  if (missing) return;
  const inputs = Object.values(played).flatMap(([tone]) => ['-f', 'lavfi', '-i', tone]);
  const outputs = Object.entries(played).flatMap(([name, [, ...tags]], at) => [
    ...['-map', `${at}:a`, ...tags, join(sounds, `${name}.flac`)],
  ]);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', ...inputs, ...outputs]);
  if (status !== 0) throw new Error(String(stderr));
});
afterAll(() => rm(sounds, { recursive: true, force: true }));

/** A library with a folder of files, a service that says what they are, and an fpcalc that counts its starts. */
async function createBench(body: unknown) {
  const path = await mkdtemp(join(tmpdir(), 'earmark-acoustid-'));
  const music = join(path, 'music');
  const folder = join(music, 'New Folder');
  await mkdir(folder, { recursive: true });
  const starts = join(path, 'starts');
  const fpcalc = join(path, 'counting');
  await writeFile(fpcalc, `#!/bin/sh\necho x >> '${starts}'\nexec fpcalc "$@"\n`);
  await chmod(fpcalc, 0o755);
  const server = await createReplayServer({ routes: [{ on: () => true, answers: { body } }] });
  const sink = createTagSink({ formats: [createXiphFormat()], workers: 1 });
  const library = createFileLibrary({ roots: { m: music } });
  const earmark = await createEarmark({
    sources: [createAcoustIdSource({ apiKey: 'k', baseUrl: server.url('/v2/lookup').href })],
    policies: [createFieldsPolicy()],
    sinks: [sink],
    store: createMemoryStore({ folder: path }),
    http: { retry: { retries: 0 } },
  });
  return {
    server,
    add: (name: string, sound: Sound) =>
      copyFile(join(sounds, `${sound}.flac`), join(folder, name)),
    starts: async () => (await readFile(starts, 'utf8').catch(() => '')).length / 2,
    async named(options: FingerprintOptions = {}) {
      const found: Subject[] = [];
      const run = earmark.run(
        albums(library)
          .pipe(fingerprint({ fpcalc, ...options }))
          .pipe(tap((subject) => void found.push(subject))),
      );
      const failed: string[] = [];
      run.on('file-failed', ({ target }) => void failed.push(target));
      return { ...(await run.done), found, failed };
    },
    async decided() {
      const found: Decision[] = [];
      const heard = albums(library).pipe(fingerprint({ fpcalc })).pipe(enrich()).pipe(decide());
      await earmark.run(heard.pipe(tap(({ decisions }) => void found.push(...decisions)))).done;
      return found;
    },
    async [Symbol.asyncDispose]() {
      await earmark.close();
      await sink.close?.();
      await server.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

const both = answerOf(
  [resultOf(recordingOf(1, onAlbum, onBestOf))],
  [resultOf(recordingOf(2, onAlbum))],
);

test('files that say nothing are named by their sound, listened to once for each essence', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(both);
  await bench.add('01.flac', 'low');
  await bench.add('02.flac', 'high');
  const { found, outcome } = await bench.named();
  expect(outcome).toBe('completed');
  expect(found).toMatchObject([
    {
      title: 'Tones',
      creators: ['The Sines'],
      tracks: [
        { position: 1, title: 'Tone 1', ids: { 'musicbrainz-recording': recordingOf(1).id } },
        { position: 2, title: 'Tone 2', creators: ['The Sines'] },
      ],
    },
  ]);
  expect(found[0]?.ids).toBeUndefined();
  expect(await bench.starts()).toBe(2);
  await bench.add('02.flac', 'high, with a comment');
  await bench.named();
  expect(await bench.starts()).toBe(2);
  expect(bench.server.calls).toHaveLength(1);
});

test('what files say of themselves stays, and who says enough is not listened to', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(both);
  await bench.add('01.flac', 'low, named');
  await bench.add('02.flac', 'high, without a title');
  const [subject] = (await bench.named()).found;
  expect(subject).toMatchObject({ title: 'Mine', creators: ['Me'] });
  expect(subject?.tracks).toMatchObject([
    { title: 'One', creators: ['Me'] },
    { title: 'Tone 2', creators: ['Me'] },
  ]);
  await bench.add('02.flac', 'high, named');
  const starts = await bench.starts();
  await bench.named();
  expect(await bench.starts()).toBe(starts);
});

test('what is heard is decided on like anything else: names and recordings, no numbers', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(both);
  await bench.add('01.flac', 'low');
  await bench.add('02.flac', 'high');
  const decisions = await bench.decided();
  const of = (field: string) => decisions.filter((each) => each.field === field);
  expect(of('album')).toMatchObject([{ after: ['Tones'] }]);
  expect(of('title').map(({ after }) => after)).toEqual([['Tone 1'], ['Tone 2']]);
  expect(of('musicbrainz_recordingid')).toHaveLength(2);
  expect(of('track')).toEqual([]);
  expect(of('tracktotal')).toEqual([]);
  expect(decisions.filter(({ band }) => band === 'auto')).toEqual([]);
});

test('one song names itself and its artist, not the album it may be on', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(answerOf([resultOf(recordingOf(1, onAlbum, onBestOf))]));
  await bench.add('download.flac', 'low');
  const { found } = await bench.named();
  expect(found).toMatchObject([{ title: 'Tone 1', creators: ['The Sines'] }]);
});

test('tracks that are as much on another album do not name theirs', async (ctx) => {
  if (missing) ctx.skip(reason);
  const other = { ...onAlbum, id: '55555555-0000-4000-8000-000000000005', title: 'Other Tones' };
  await using bench = await createBench(
    answerOf(
      [resultOf(recordingOf(1, onAlbum, other))],
      [resultOf(recordingOf(2, onAlbum, other))],
    ),
  );
  await bench.add('01.flac', 'low');
  await bench.add('02.flac', 'high');
  const { found } = await bench.named();
  expect(found).toMatchObject([{ title: 'New Folder', tracks: [{ title: 'Tone 1' }, {}] }]);
});

test('a sound too short to be recognised is passed by, and not listened to again', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(both);
  await bench.add('01.flac', 'short');
  expect((await bench.named()).failed).toEqual([]);
  await bench.named();
  expect(await bench.starts()).toBe(1);
  expect(bench.server.calls).toEqual([]);
});

test('where the service fails, the album keeps the name it had and the run goes on', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(errorOf(4, 'invalid API key'));
  await bench.add('01.flac', 'low');
  const { found, outcome } = await bench.named();
  expect(outcome).toBe('completed');
  expect(found).toHaveLength(1);
});

test('without fpcalc the run ends, and says how to get it', async (ctx) => {
  if (missing) ctx.skip(reason);
  await using bench = await createBench(both);
  await bench.add('01.flac', 'low');
  const { outcome, fault } = await bench.named({ fpcalc: '/nowhere/fpcalc' });
  expect(outcome).toBe('failed');
  expect(fault).toMatchObject({ code: 'config', message: expect.stringContaining('install it') });
});
