import { spawnSync } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { EarmarkError } from '@earmark/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, noise } from './__tests__/bench.ts';
import { lease } from './__tests__/context.ts';
import { become, codeOf, makeSong, planFor, sinkWith } from './__tests__/try-sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

describe('whatever goes wrong, the original is as it was', () => {
  let original: Buffer;
  const untouched = async () => {
    expect(await bench.names()).toEqual(['song.wav']);
    expect(await bench.bytes('song.wav')).toEqual(original);
  };
  beforeEach(async () => {
    makeSong(bench);
    original = await bench.bytes('song.wav');
  });

  test('a lost lease, before the work and right before the replacement', async () => {
    const sink = sinkWith();
    const plan = await planFor(bench, 'song.wav', 'flac', sink);
    const confirm = async () => {
      throw new EarmarkError('locked', 'somebody else has it');
    };
    expect(await codeOf(sink.apply(plan, bench.context({ lease: lease({ confirm }) })))).toBe(
      'locked',
    );
    const lost = lease({ lost: AbortSignal.abort() });
    expect(await codeOf(sink.apply(plan, bench.context({ lease: lost })))).toBe('locked');
    await untouched();
  });

  test('a stop in the middle of the work', async () => {
    const stopping = new AbortController();
    const ffmpegSlow = await bench.script(
      'slow',
      `case "$*" in *earmark-tmp*) exec ffmpeg "$@" -re ;; esac; exec ffmpeg "$@"`,
    );
    const sink = sinkWith({ ffmpeg: ffmpegSlow, ffprobe: 'ffprobe' });
    const plan = await planFor(bench, 'song.wav', 'opus', sink);
    const context = bench.context({ signal: stopping.signal });
    const work = codeOf(sink.apply(plan, context));
    setImmediate(() => stopping.abort());
    expect(await work).toBe('aborted');
    await untouched();
  });

  test('an ffmpeg that does not listen to SIGTERM is killed', async () => {
    const deaf = await bench.script(
      'deaf',
      `trap '' TERM; echo started >&2; while :; do sleep 0.05; done`,
    );
    const stopping = new AbortController();
    const sink = sinkWith({ ffmpeg: deaf, ffprobe: 'ffprobe', graceMs: 50 });
    const plan = await planFor(bench, 'song.wav', 'opus', sink);
    setTimeout(() => stopping.abort(), 50);
    expect(await codeOf(sink.apply(plan, bench.context({ signal: stopping.signal })))).toBe(
      'aborted',
    );
    await untouched();
  });

  test.each([
    ['killed', 'kill -9 $$', 'io'],
    [
      'out of space',
      'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
      'io',
    ],
    ['failing', 'echo "Conversion failed!" >&2; exit 1', 'malformed'],
    ['writing nothing', 'exit 0', 'integrity'],
    [
      'writing rubbish',
      'for last; do :; done; echo rubbish > "$(echo "$last" | cut -c6-)"',
      'integrity',
    ],
    [
      'writing too little',
      'for last; do :; done; exec ffmpeg -v error -f lavfi -i sine=duration=1 -f flac -y "$last"',
      'integrity',
    ],
  ])('an ffmpeg %s', async (_, text, code) => {
    const fake = await bench.script('fake', text);
    const sink = sinkWith({ ffmpeg: fake, ffprobe: 'ffprobe' });
    expect(await codeOf(become(bench, 'song.wav', 'flac', sink))).toBe(code);
    await untouched();
  });

  test('a result with another sound of the same length', async () => {
    const other =
      'for last; do :; done; case "$last" in *earmark-tmp*) exec ffmpeg -v error -f lavfi -i sine=duration=2 -metadata title=x -metadata artist=x -metadata genre=x -f flac -y "$last";; esac; exec ffmpeg "$@"';
    const sink = sinkWith({ ffmpeg: await bench.script('other', other), ffprobe: 'ffprobe' });
    await expect(become(bench, 'song.wav', 'flac', sink)).rejects.toThrow(
      /not the same, bit for bit/,
    );
    await untouched();
  });

  test('a truncated original', async () => {
    bench.make('cut.flac', ...noise);
    await truncate(bench.file('cut.flac'), 60_000);
    const sink = sinkWith();
    expect(['malformed', 'integrity']).toContain(
      await codeOf(become(bench, 'cut.flac', 'opus', sink)),
    );
    expect(await bench.names()).toEqual(['cut.flac', 'song.wav']);
  });

  test('an original that is no media, or not there', async () => {
    await writeFile(bench.file('note.wav'), 'just words');
    expect(await codeOf(planFor(bench, 'note.wav', 'flac'))).toBe('malformed');
    expect(await codeOf(planFor(bench, 'gone.wav', 'flac'))).toBe('not-found');
    expect(await codeOf(planFor(bench, '../outside.wav', 'flac'))).toBe('config');
  });

  test('too little room on the volume, said before anything is begun', async () => {
    const sink = sinkWith({ reserveBytes: 2 ** 52 });
    await expect(become(bench, 'song.wav', 'flac', sink)).rejects.toThrow(/make room/);
    await untouched();
  });

  test('a volume that runs full in the middle', async (ctx) => {
    const volume = bench.file('volume');
    await mkdir(volume);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=700k', 'tmpfs', volume]);
    if (mounted.status !== 0) ctx.skip('only root can mount a small volume');
    try {
      bench.make('volume/song.wav', ...noise, '-t', '5', '-c:a', 'pcm_s24le');
      const small = { reserveBytes: 0, profiles: [{ ...flac24, name: 'tight' }] };
      const planned = await sinkWith(small).plan(
        { kind: 'media', target: 'm:volume/song.wav', profile: 'tight' },
        bench.context(),
      );
      // Somebody else fills the volume after the look at its room.
      const data = { ...(planned.data as object), estimateBytes: 0 };
      await writeFile(bench.file('volume/theirs'), Buffer.alloc(300_000));
      const before = await bench.bytes('volume/song.wav');
      const code = await codeOf(sinkWith(small).apply({ ...planned, data }, bench.context()));
      expect(code).toBe('io');
      expect(await bench.names('volume')).toEqual(['song.wav', 'theirs']);
      expect(await bench.bytes('volume/song.wav')).toEqual(before);
    } finally {
      spawnSync('umount', [volume]);
    }
  });
  const flac24 = { container: 'flac' as const, audio: { codec: 'flac' as const } };

  test('no ffmpeg at all', async () => {
    const sink = sinkWith({ ffmpeg: '/nowhere/ffmpeg', ffprobe: 'ffprobe' });
    await expect(become(bench, 'song.wav', 'flac', sink)).rejects.toThrow(/install ffmpeg/);
    await untouched();
  });
});
