import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Bench,
  createBench,
  hasFfmpeg,
  noFfmpeg,
  noise,
  sine,
  soundOf,
} from './__tests__/bench.ts';
import { become, makeSong, planFor, sinkWith, tagged } from './__tests__/try-sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

describe('sound', () => {
  test('wav becomes flac with the same sound, bit for bit, and the original is kept', async () => {
    makeSong(bench);
    const original = await bench.bytes('song.wav');
    const before = soundOf(bench.file('song.wav'));
    const receipt = await become(bench, 'song.wav', 'flac');
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    expect(soundOf(bench.file('song.flac'))).toBe(before);
    expect(bench.probe('song.flac').tags).toMatchObject({ title: 'Söng', artist: 'A; B' });
    expect(receipt.applied).toContainEqual({
      field: 'audio',
      before: ['pcm_s16le'],
      after: ['flac'],
    });
    const { entry } = receipt.undo as { entry: string };
    expect(await bench.bytes(`.earmark-kept/${entry}/before/song.wav`)).toEqual(original);
  });

  test.each([
    ['opus', 'song.opus', 'opus'],
    ['aac', 'song.m4a', 'aac'],
    ['mp3', 'song.mp3', 'mp3'],
  ])('flac becomes %s with its cover, tags and nothing else', async (profile, name, codec) => {
    bench.make('cover.jpg', '-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1');
    const cover = ['-i', bench.file('cover.jpg'), '-map', '0', '-map', '1', '-c:v', 'copy'];
    bench.make('song.flac', ...noise, ...cover, '-disposition:v:0', 'attached_pic', ...tagged);
    await become(bench, 'song.flac', profile);
    const { streams, tags } = bench.probe(name);
    expect(streams.map((stream) => `${stream.kind} ${stream.codec}`)).toEqual([
      `audio ${codec}`,
      'covers mjpeg',
    ]);
    expect(tags).toMatchObject({ title: 'Söng', genre: 'Jazz' });
  });

  test('chapters come along where the container has a place for them, and are refused where not', async () => {
    makeChapters();
    await become(bench, 'book.m4a', 'opus', sinkWith(), ['lossy']);
    expect(bench.probe('book.opus').chapters).toBe(2);
    makeChapters();
    bench.make('book.wav', '-i', bench.file('book.m4a'), '-map', '0:a');
    const sink = sinkWith({
      profiles: [{ name: 'big', container: 'flac', audio: { codec: 'flac' } }],
    });
    await expect(planFor(bench, 'book.m4a', 'big', sink)).rejects.toThrow(
      /cannot hold its 2 chapters/,
    );
  });

  test('what is as wanted already is left alone, and asked of ffprobe once', async () => {
    bench.make('song.mp3', ...sine, '-b:a', '256k');
    const probes = bench.file('probes');
    const ffprobe = await bench.script('probe', `echo x >> ${probes}; exec ffprobe "$@"`);
    const sink = sinkWith({ ffprobe });
    for (const _ of [1, 2, 3])
      expect((await planFor(bench, 'song.mp3', 'mp3', sink)).diff).toEqual([]);
    expect((await readFile(probes, 'utf8')).trim()).toBe('x');
  });

  test('normalized loudness is at its target, and is not done twice', async () => {
    bench.make('loud.wav', '-f', 'lavfi', '-i', 'sine=duration=5', '-af', 'volume=15dB');
    const sink = sinkWith();
    await become(bench, 'loud.wav', 'opus-voice', sink);
    const { input_i } = measured(bench.file('loud.opus'));
    expect(Math.abs(Number(input_i) + 16)).toBeLessThan(1);
    expect((await planFor(bench, 'loud.opus', 'opus-voice', sink)).diff).toEqual([]);
  });

  test('a gain is written where players look for it', async () => {
    bench.make('song.wav', ...sine);
    await become(bench, 'song.wav', 'mp3-loudness');
    const { input_i } = measured(bench.file('song.mp3'));
    const gain = Number.parseFloat(bench.probe('song.mp3').tags.replaygain_track_gain ?? '');
    expect(Math.abs(-18 - Number(input_i) - gain)).toBeLessThan(1);
  });
});

function makeChapters() {
  const chapter = (start: number) =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${start + 1000}\ntitle=C${start}\n`;
  const text = `;FFMETADATA1\ntitle=Book\n${chapter(0)}${chapter(1000)}`;
  const feed = `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;
  bench.make(
    'book.m4a',
    ...noise,
    '-f',
    'ffmetadata',
    '-i',
    feed,
    '-map',
    '0',
    '-map_chapters',
    '1',
    '-map_metadata',
    '1',
    '-b:a',
    '128k',
  );
}
function measured(path: string): { readonly input_i: string } {
  const args = ['-nostdin', '-i', path, '-af', 'loudnorm=print_format=json', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  return JSON.parse(/\{\s*"input_i"[^}]*\}/.exec(stderr)?.[0] ?? '{}');
}
