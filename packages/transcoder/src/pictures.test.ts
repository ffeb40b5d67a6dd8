import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Bench,
  createBench,
  ffmpeg,
  hasFfmpeg,
  noFfmpeg,
  pictures,
  sine,
} from './__tests__/bench.ts';
import { become, codeOf, planFor, sinkWith } from './__tests__/try-sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

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
      bench,
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
    await become(bench, 'film.mkv', 'hevc');
    expect(bench.probe('film.mkv').streams.map(({ kind }) => kind)).toEqual([
      'video',
      'audio',
      'subtitles',
      'attachments',
    ]);
    await expect(planFor(bench, 'film.mkv', 'h264')).rejects.toThrow(/attachments/);
  });

  test('a same-named result takes the place of its original, and goes back', async () => {
    film('film.mp4');
    const original = await bench.bytes('film.mp4');
    const sink = sinkWith({ profiles: [similar(0.8)] });
    const receipt = await become(bench, 'film.mp4', 'alike', sink);
    expect(bench.probe('film.mp4').streams[0]?.codec).toBe('h264');
    await sink.revert(receipt, bench.context());
    expect(await bench.bytes('film.mp4')).toEqual(original);
  });

  test('a result that does not look like its original is refused', async () => {
    film('film.mp4');
    const sink = sinkWith({ profiles: [similar(0.99999, 51)] });
    expect(await codeOf(become(bench, 'film.mp4', 'alike', sink))).toBe('integrity');
    expect(await bench.names()).toEqual(['film.mp4']);
  });
  /** Four seconds of ten pictures, one of fifty. */
  const unsteady = async (name: string) => {
    for (const [part, seconds, rate] of [
      ['slow.mp4', 4, 10],
      ['fast.mp4', 1, 50],
    ] as const) {
      const source = `testsrc=duration=${seconds}:size=128x96:rate=${rate}`;
      const exact = ['-bf', '0', '-video_track_timescale', '24000'];
      bench.make(part, '-f', 'lavfi', '-i', source, '-c:v', 'libx264', ...exact);
    }
    await writeFile(bench.file('parts.txt'), 'file slow.mp4\nfile fast.mp4\n');
    bench.make(name, '-f', 'concat', '-i', bench.file('parts.txt'), '-c', 'copy');
  };
  const framesIn = (name: string) =>
    ffmpeg(['-i', bench.file(name), '-map', '0:v', '-c', 'copy', '-f', 'framecrc', '-'])
      .split('\n')
      .filter((line) => line.startsWith('0,')).length;

  test.each(['mp4', 'mkv'])(
    'pictures that come at no steady rate all stay, from %s',
    async (from) => {
      await unsteady(`film.${from}`);
      const sink = sinkWith({
        profiles: [{ ...similar(0), video: { codec: 'hevc', quality: 30 } }],
      });
      await become(bench, `film.${from}`, 'alike', sink);
      expect(framesIn('film.mp4')).toBe(90);
      await unsteady(`other.${from}`);
      await become(bench, `other.${from}`, 'hevc');
      expect(framesIn('other.mkv')).toBe(90);
    },
  );

  test('a result that lacks pictures is refused', async () => {
    film('film.mp4');
    const original = bench.file('film.mp4');
    const rare = `for last; do :; done; case "$last" in *earmark-tmp*) exec ffmpeg -v error -i ${original} -c:v libx264 -c:a aac -r 6 -f mp4 -y "$last";; esac; exec ffmpeg "$@"`;
    const ffmpegRare = await bench.script('rare', rare);
    const profiles = [{ ...similar(0) }];
    const sink = sinkWith({ ffmpeg: ffmpegRare, ffprobe: 'ffprobe', profiles });
    await expect(become(bench, 'film.mp4', 'alike', sink)).rejects.toThrow(
      /has 1\d pictures, the original 20/,
    );
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
