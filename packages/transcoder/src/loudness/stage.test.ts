import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import {
  apply,
  createEarmark,
  createMemoryStore,
  pipeline,
  type Subject,
  undo,
} from '@earmark/core';
import { expect, test } from 'vitest';
import { createTagSink } from '../../../tags/src/index.ts';
import { createMp4Format } from '../../../tags-mp4/src/index.ts';
import { createXiphFormat } from '../../../tags-xiph/src/index.ts';
import { createBench, hasFfmpeg, noFfmpeg } from '../__tests__/bench.ts';
import { type ReplayGainOptions, replayGain } from './stage.ts';

const names = ['loud.flac', 'quiet.m4a', 'quiet.opus'];

/** An album of three tones in three formats, with the real tag writer behind it, and an ffmpeg that counts its starts. */
async function album() {
  const bench = await createBench();
  const tone = (volume: string) => ['-f', 'lavfi', '-i', `sine=duration=2,volume=${volume}`];
  bench.make('loud.flac', ...tone('0dB'));
  bench.make('quiet.m4a', ...tone('-12dB'));
  bench.make('quiet.opus', ...tone('-12dB'));
  const starts = `${bench.path}/starts`;
  const ffmpeg = await bench.script('counting', `echo x >> ${starts}; exec ffmpeg "$@"`);
  const sink = createTagSink({ formats: [createXiphFormat(), createMp4Format()], workers: 1 });
  const earmark = await createEarmark({
    sinks: [sink],
    store: createMemoryStore({ folder: bench.path }),
    roots: { m: bench.path },
  });
  const fieldsOf = async (name: string) => {
    for await (const read of sink.reader.read([bench.file(name)]))
      if (read.ok) return read.tags.fields;
    throw new Error(`${name} cannot be read`);
  };
  const subject = async (): Promise<Subject> => ({
    kind: 'album',
    id: 'album',
    title: 'Tones',
    creators: [],
    targets: await Promise.all(
      names.map(async (name) => ({
        sink: 'tags',
        id: `m:${name}`,
        fields: await fieldsOf(name),
      })),
    ),
  });
  return {
    bench,
    earmark,
    fieldsOf,
    starts: async () => (await readFile(starts, 'utf8').catch(() => '')).length / 2,
    level(options: ReplayGainOptions = {}) {
      const one = pipeline<Subject>({
        name: 'tones',
        async *start() {
          yield await subject();
        },
      });
      return earmark.run(one.pipe(replayGain({ ffmpeg, ...options })).pipe(apply()));
    },
    async [Symbol.asyncDispose]() {
      await earmark.close();
      await sink.close?.();
      await bench[Symbol.asyncDispose]();
    },
  };
}

const gainOf = (values: readonly string[] | undefined) => Number.parseFloat(values?.[0] ?? 'none');

test('each track and the album get their gains, measured once, written as each container has them, and undone', async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  await using tones = await album();
  const before = await Promise.all(names.map((name) => tones.bench.bytes(name)));
  const run = tones.level();
  expect((await run.done).outcome).toBe('completed');
  const [loud, quiet, opus] = await Promise.all(names.map(tones.fieldsOf));
  const summary = spawnSync(
    'ffmpeg',
    [
      '-nostdin',
      '-i',
      tones.bench.file('loud.flac'),
      '-af',
      'ebur128=peak=sample',
      '-f',
      'null',
      '-',
    ],
    { encoding: 'utf8' },
  ).stderr.split('Summary:')[1];
  const said = Number(/I:\s*(-[\d.]+) LUFS/.exec(summary ?? '')?.[1]);
  expect(gainOf(loud?.replaygain_track_gain)).toBeCloseTo(-18 - said, 0);
  expect(gainOf(quiet?.replaygain_track_gain)).toBeCloseTo(-18 - said + 12, 0);
  expect(gainOf(loud?.replaygain_track_peak)).toBeCloseTo(0.125, 2);
  for (const fields of [quiet, opus])
    expect(fields?.replaygain_album_gain).toEqual(loud?.replaygain_album_gain);
  expect(opus?.replaygain_track_peak).toBeUndefined();
  const tags = spawnSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'stream_tags', tones.bench.file('quiet.opus')],
    { encoding: 'utf8' },
  );
  expect(tags.stdout).toMatch(/R128_TRACK_GAIN=-?\d+\n/);
  expect(tags.stdout).not.toMatch(/REPLAYGAIN/);

  expect(await tones.starts()).toBe(3);
  await tones.level({ again: true }).done;
  expect(await tones.starts()).toBe(3);
  await tones.earmark.run(undo(run.id)).done;
  const after = await Promise.all(names.map((name) => tones.bench.bytes(name)));
  expect(after).toEqual(before);
});

test('asked to, it waits for a yes and writes nothing', async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  await using tones = await album();
  const before = await tones.bench.bytes('loud.flac');
  const { counts } = await tones.level({ band: 'review' }).done;
  expect(counts.queued).toBeGreaterThan(0);
  expect(await tones.bench.bytes('loud.flac')).toEqual(before);
});
