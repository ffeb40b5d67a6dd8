import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, pictures, sine } from './__tests__/bench.ts';
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
  const similar = (min: number, quality = 20) => ({
    name: 'alike',
    container: 'mp4' as const,
    audio: { codec: 'aac' as const, bitrateKbps: 128 },
    video: { codec: 'h264' as const, quality },
    verify: { similarity: { metric: 'ssim' as const, min } },
  });
});
