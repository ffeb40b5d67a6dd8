import { spawnSync } from 'node:child_process';
import { readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { EarmarkError, type Sink } from '@earmark/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Bench,
  createBench,
  hasFfmpeg,
  lease,
  noFfmpeg,
  noise,
  pictures,
  sine,
  soundOf,
} from './__tests__/bench.ts';
import type { TranscodeSinkOptions } from './options.ts';
import { estimateOf } from './plan-data.ts';
import { createTranscodeSink } from './sink.ts';

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

const sinkWith = (options: TranscodeSinkOptions = {}): Sink =>
  createTranscodeSink({ reserveBytes: 0, ...options });
const planFor = (sink: Sink, name: string, profile: string) =>
  sink.plan({ kind: 'media', target: `m:${name}`, profile }, bench.context());
async function become(name: string, profile: string, sink = sinkWith()) {
  return sink.apply(await planFor(sink, name, profile), bench.context());
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (EarmarkError.is(error) ? error.code : error),
  );
const tagged = ['-metadata', 'title=Söng', '-metadata', 'artist=A; B', '-metadata', 'genre=Jazz'];
const makeSong = (name = 'song.wav') => bench.make(name, ...noise, ...tagged);

describe('sound', () => {
  test('wav becomes flac with the same sound, bit for bit, and the original is kept', async () => {
    makeSong();
    const original = await bench.bytes('song.wav');
    const before = soundOf(bench.file('song.wav'));
    const receipt = await become('song.wav', 'flac');
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
    await become('song.flac', profile);
    const { streams, tags } = bench.probe(name);
    expect(streams.map((stream) => `${stream.kind} ${stream.codec}`)).toEqual([
      `audio ${codec}`,
      'covers mjpeg',
    ]);
    expect(tags).toMatchObject({ title: 'Söng', genre: 'Jazz' });
  });

  test('chapters come along where the container has a place for them, and are refused where not', async () => {
    makeChapters();
    await become('book.m4a', 'opus');
    expect(bench.probe('book.opus').chapters).toBe(2);
    makeChapters();
    bench.make('book.wav', '-i', bench.file('book.m4a'), '-map', '0:a');
    const sink = sinkWith({
      profiles: [
        { name: 'big', container: 'flac', audio: { codec: 'flac' }, lossyToLossless: true },
      ],
    });
    await expect(planFor(sink, 'book.m4a', 'big')).rejects.toThrow(/cannot hold its 2 chapters/);
  });

  test('what is as wanted already is left alone, and asked of ffprobe once', async () => {
    bench.make('song.mp3', ...sine, '-b:a', '256k');
    const probes = bench.file('probes');
    const ffprobe = await bench.script('probe', `echo x >> ${probes}; exec ffprobe "$@"`);
    const sink = sinkWith({ ffprobe });
    for (const _ of [1, 2, 3]) expect((await planFor(sink, 'song.mp3', 'mp3')).diff).toEqual([]);
    expect((await readFile(probes, 'utf8')).trim()).toBe('x');
  });

  test('lossy sound is not blown up to lossless', async () => {
    bench.make('song.mp3', ...sine);
    await expect(planFor(sinkWith(), 'song.mp3', 'flac')).rejects.toThrow(/lossy/);
  });

  test('normalized loudness is at its target, and is not done twice', async () => {
    bench.make('loud.wav', '-f', 'lavfi', '-i', 'anoisesrc=duration=5:amplitude=0.9:seed=3');
    const sink = sinkWith();
    await become('loud.wav', 'opus-voice', sink);
    const { input_i } = measured(bench.file('loud.opus'));
    expect(Math.abs(Number(input_i) + 16)).toBeLessThan(1);
    expect((await planFor(sink, 'loud.opus', 'opus-voice')).diff).toEqual([]);
  });

  test('a gain is written where players look for it', async () => {
    bench.make('song.wav', ...sine);
    await become('song.wav', 'mp3-loudness');
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

describe('pictures', () => {
  const film = (name: string) =>
    bench.make(
      name,
      ...pictures,
      ...sine,
      '-c:v',
      'mpeg4',
      '-q:v',
      '2',
      '-c:a',
      'mp3',
      '-shortest',
    );

  test('an avi becomes h264 in mp4, its sound stays where it may', async () => {
    film('film.avi');
    const seen: string[] = [];
    await become(
      'film.avi',
      'h264',
      sinkWith({ onProgress: ({ encoder }) => seen.push(`${encoder}`) }),
    );
    expect(bench.probe('film.mp4').streams.map(({ codec }) => codec)).toEqual(['h264', 'mp3']);
    expect(seen).toContain('libx264 on software');
  });

  test('subtitles and attachments come along to matroska, in their order', async () => {
    film('film.avi');
    await writeFile(bench.file('s.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
    await writeFile(bench.file('font.ttf'), 'a font');
    const attach = ['-attach', bench.file('font.ttf'), '-metadata:s:t', 'mimetype=font/ttf'];
    bench.make(
      'film.mkv',
      '-i',
      bench.file('film.avi'),
      '-i',
      bench.file('s.srt'),
      '-map',
      '0',
      '-map',
      '1',
      '-c',
      'copy',
      ...attach,
    );
    await become('film.mkv', 'hevc');
    expect(bench.probe('film.mkv').streams.map(({ kind }) => kind)).toEqual([
      'video',
      'audio',
      'subtitles',
      'attachments',
    ]);
    await expect(planFor(sinkWith(), 'film.mkv', 'h264')).rejects.toThrow(/attachments/);
  });

  test('a same-named result takes the place of its original, and goes back', async () => {
    film('film.mp4');
    const original = await bench.bytes('film.mp4');
    const sink = sinkWith({ profiles: [similar(0.8)] });
    const receipt = await become('film.mp4', 'alike', sink);
    expect(bench.probe('film.mp4').streams[0]?.codec).toBe('h264');
    await sink.revert(receipt, bench.context());
    expect(await bench.bytes('film.mp4')).toEqual(original);
  });

  test('a result that does not look like its original is refused', async () => {
    film('film.mp4');
    const sink = sinkWith({ profiles: [similar(0.99999, 51)] });
    expect(await codeOf(become('film.mp4', 'alike', sink))).toBe('integrity');
    expect(await bench.names()).toEqual(['film.mp4']);
  });
  const similar = (min: number, quality = 20) => ({
    name: 'alike',
    container: 'mp4' as const,
    audio: { codec: 'aac' as const, bitrateKbps: 128 },
    video: { codec: 'h264' as const, quality },
    verify: { similarity: { metric: 'ssim' as const, min } },
  });
});

describe('the way of every change', () => {
  test('a plan changes nothing and says about how much would be saved', async () => {
    makeSong();
    const plan = await planFor(sinkWith(), 'song.wav', 'opus');
    expect(await bench.names()).toEqual(['song.wav']);
    const { before = 0, after = 0 } = estimateOf(plan) ?? {};
    expect(after).toBeLessThan(before / 5);
  });

  test('inspect tells before, after and other, also after a way through the journal', async () => {
    makeSong();
    const sink = sinkWith();
    const plan = JSON.parse(JSON.stringify(await planFor(sink, 'song.wav', 'flac')));
    expect(await sink.inspect(plan, bench.context())).toBe('before');
    await sink.apply(plan, bench.context());
    expect(await sink.inspect(plan, bench.context())).toBe('after');
    await writeFile(bench.file('song.flac'), 'somebody else');
    expect(await sink.inspect(plan, bench.context())).toBe('other');
  });

  test('applying again changes nothing and gives the receipt again', async () => {
    makeSong();
    const sink = sinkWith();
    const plan = await planFor(sink, 'song.wav', 'flac');
    const first = await sink.apply(plan, bench.context());
    const bytes = await bench.bytes('song.flac');
    const second = await sink.apply(plan, bench.context());
    expect({ ...second, at: 0 }).toEqual({ ...first, at: 0 });
    expect(await bench.bytes('song.flac')).toEqual(bytes);
  });

  test('a receipt leads back, its own there again, and reverting twice changes nothing', async () => {
    makeSong();
    const original = await bench.bytes('song.wav');
    const sink = sinkWith();
    const receipt = await become('song.wav', 'flac', sink);
    const flac = await bench.bytes('song.flac');
    const undone = await sink.revert(receipt, bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.wav']);
    expect(await bench.bytes('song.wav')).toEqual(original);
    const again = await sink.revert(receipt, bench.context());
    expect({ ...again, at: 0 }).toEqual({ ...undone, at: 0 });
    await sink.revert(undone, bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    expect(await bench.bytes('song.flac')).toEqual(flac);
  });

  test('what somebody changed since is neither replaced nor undone', async () => {
    makeSong();
    const sink = sinkWith();
    const plan = await planFor(sink, 'song.wav', 'flac');
    const receipt = await sink.apply(plan, bench.context());
    await writeFile(bench.file('song.flac'), 'theirs');
    expect(await codeOf(sink.revert(receipt, bench.context()))).toBe('conflict');
    expect(String(await bench.bytes('song.flac'))).toBe('theirs');
    makeSong('two.wav');
    const other = await planFor(sink, 'two.wav', 'flac');
    await writeFile(bench.file('two.wav'), 'theirs too');
    expect(await codeOf(sink.apply(other, bench.context()))).toBe('conflict');
  });

  test('a name that is taken is no result', async () => {
    makeSong();
    await writeFile(bench.file('song.flac'), 'another song');
    expect(await codeOf(planFor(sinkWith(), 'song.wav', 'flac'))).toBe('conflict');
  });

  test('without days the original goes with the replacement, and undo says so', async () => {
    makeSong();
    const sink = sinkWith({ keepDays: 0 });
    const receipt = await become('song.wav', 'flac', sink);
    expect(await codeOf(sink.revert(receipt, bench.context()))).toBe('not-found');
    expect((await bench.names()).includes('song.flac')).toBe(true);
  });

  test('recover removes originals whose days are over, and only those', async () => {
    makeSong();
    const sink = sinkWith();
    await become('song.wav', 'flac', sink);
    await sink.recover?.(bench.context());
    expect(await bench.names()).toEqual(['.earmark-kept', 'song.flac']);
    const { clock } = bench.context();
    const later = { ...clock, now: () => Date.now() + 8 * 24 * 3600 * 1000 };
    await sink.recover?.(bench.context({ clock: later }));
    expect(await bench.names()).toEqual(['song.flac']);
  });

  test('an original whose result is gone is kept beyond its days', async () => {
    makeSong();
    const sink = sinkWith();
    await become('song.wav', 'flac', sink);
    await rename(bench.file('song.flac'), bench.file('moved.flac'));
    const later = { ...bench.context().clock, now: () => Date.now() + 8 * 24 * 3600 * 1000 };
    const found = (await sink.recover?.(bench.context({ clock: later }))) ?? [];
    expect(found.map(({ level }) => level)).toEqual(['warning']);
    expect(await bench.names()).toEqual(['.earmark-kept', 'moved.flac']);
  });
});

describe('whatever goes wrong, the original is as it was', () => {
  let original: Buffer;
  const untouched = async () => {
    expect(await bench.names()).toEqual(['song.wav']);
    expect(await bench.bytes('song.wav')).toEqual(original);
  };
  beforeEach(async () => {
    makeSong();
    original = await bench.bytes('song.wav');
  });

  test('a lost lease, before the work and right before the replacement', async () => {
    const sink = sinkWith();
    const plan = await planFor(sink, 'song.wav', 'flac');
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
    const plan = await planFor(sink, 'song.wav', 'opus');
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
    const plan = await planFor(sink, 'song.wav', 'opus');
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
    expect(await codeOf(become('song.wav', 'flac', sink))).toBe(code);
    await untouched();
  });

  test('a result with another sound of the same length', async () => {
    const other =
      'for last; do :; done; case "$last" in *earmark-tmp*) exec ffmpeg -v error -f lavfi -i sine=duration=2 -metadata title=x -metadata artist=x -metadata genre=x -f flac -y "$last";; esac; exec ffmpeg "$@"';
    const sink = sinkWith({ ffmpeg: await bench.script('other', other), ffprobe: 'ffprobe' });
    await expect(become('song.wav', 'flac', sink)).rejects.toThrow(/not the same, bit for bit/);
    await untouched();
  });

  test('a truncated original', async () => {
    bench.make('cut.flac', ...noise);
    await truncate(bench.file('cut.flac'), 60_000);
    const sink = sinkWith();
    expect(['malformed', 'integrity']).toContain(await codeOf(become('cut.flac', 'opus', sink)));
    expect(await bench.names()).toEqual(['cut.flac', 'song.wav']);
  });

  test('an original that is no media, or not there', async () => {
    await writeFile(bench.file('note.wav'), 'just words');
    expect(await codeOf(planFor(sinkWith(), 'note.wav', 'flac'))).toBe('malformed');
    expect(await codeOf(planFor(sinkWith(), 'gone.wav', 'flac'))).toBe('not-found');
    expect(await codeOf(planFor(sinkWith(), '../outside.wav', 'flac'))).toBe('config');
  });

  test('too little room on the volume, said before anything is begun', async () => {
    const sink = sinkWith({ reserveBytes: 2 ** 52 });
    await expect(become('song.wav', 'flac', sink)).rejects.toThrow(/make room/);
    await untouched();
  });

  test('no ffmpeg at all', async () => {
    const sink = sinkWith({ ffmpeg: '/nowhere/ffmpeg', ffprobe: 'ffprobe' });
    await expect(become('song.wav', 'flac', sink)).rejects.toThrow(/install ffmpeg/);
    await untouched();
  });
});
