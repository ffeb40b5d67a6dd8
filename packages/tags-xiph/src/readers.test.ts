import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuffer } from 'music-metadata';
import { File } from 'node-taglib-sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptBy, readBytes, soundOf, written } from './__tests__/access.ts';
import { decoded, missing, mutagenDump, run, tone } from './__tests__/tools.ts';

const genres = ['Hip Hop', 'R&B/Soul', 'Électronique'];
const set = { genre: genres };
/** FLAC in Ogg is the odd one: no room for padding, and few readers know it. */
const formats = [
  { file: 'tone.flac', codec: 'flac', padded: true },
  { file: 'tone.ogg', codec: 'libvorbis', padded: true },
  { file: 'tone.opus', codec: 'libopus', padded: true },
  { file: 'tone.oga', codec: 'flac', padded: false },
];
const noFfmpeg = missing('ffmpeg');
const noMutagen = missing('mutagen');

describe.each(formats)('$file, as other readers see it', ({ file, codec, padded }) => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-xiph-'));
  const before = join(folder, file);
  const after = join(folder, `after-${file}`);
  beforeAll(() => {
    if (noFfmpeg) return;
    tone(before, codec, ...(file.endsWith('.oga') ? ['-f', 'ogg'] : []));
    writeFileSync(after, written(readFileSync(before), set));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the same sound, and nothing else differs', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const [old, changed] = [readFileSync(before), readFileSync(after)];
    expect(decoded(after)).toBe(decoded(before));
    expect(soundOf(changed)).toEqual(soundOf(old));
    expect(keptBy(changed, old, set)).toEqual(keptBy(old, old, set));
    expect(readBytes(changed).complete).toBe(true);
  });

  it('is read by mutagen as by us', (ctx) => {
    const reason = noFfmpeg ?? noMutagen;
    if (reason) return ctx.skip(reason);
    const [old, changed] = [mutagenDump(before), mutagenDump(after)];
    const isGenre = ([name]: readonly [string, string]) => name.toLowerCase() === 'genre';
    expect(changed.tags.filter(isGenre).map(([, value]) => value)).toEqual(genres);
    const others = (tags: [string, string][]) => tags.filter((tag) => !isGenre(tag));
    expect(others(changed.tags)).toEqual(others(old.tags));
    const tags = readBytes(readFileSync(after));
    expect(tags.fields).toMatchObject({ title: ['A tone'], artist: ['Sine'], genre: genres });
    expect(tags.durationSeconds).toBeCloseTo(changed.length, 3);
  });

  it('gives ffprobe the same tags but for the genre', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const probe = (path: string) =>
      run(
        'ffprobe',
        '-v',
        'error',
        '-show_entries',
        'format_tags:stream_tags:format=duration',
        path,
      )
        .split('\n')
        .filter((line) => !/genre/i.test(line));
    expect(probe(after)).toEqual(probe(before));
  });

  it("gives music-metadata's native tags the same genres, if it reads this format at all", async (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const { native } = await parseBuffer(readFileSync(after), { path: after });
    const list = Object.values(native).flat();
    const told = list.filter(({ id }) => id === 'GENRE').map(({ value }) => value);
    expect(told).toEqual(padded ? genres : []);
  });

  it('gives node-taglib-sharp the same genres, if it knows this format at all', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    if (!padded) return expect(() => File.createFromPath(after)).toThrow();
    const opened = File.createFromPath(after);
    expect(opened.tag.genres).toEqual(genres);
    opened.dispose();
  });

  it('passes the reference tool', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const tool = file.endsWith('.flac') ? 'flac' : 'ogginfo';
    const reason = missing(tool);
    if (reason) return ctx.skip(reason);
    const told = tool === 'flac' ? run('flac', '-t', '-s', after) : run('ogginfo', after);
    expect(told).not.toMatch(/WARNING.*(hole|sequence|checksum)|ERROR/i);
  });

  it('keeps its length at the next change, and its sound when the comments need more pages', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const changed = readFileSync(after);
    const next = { genre: ['Jazz', 'Fusion', 'Funk'], label: ['A label'] };
    expect(written(changed, next).length === changed.length).toBe(padded);
    const long = join(folder, `long-${file}`);
    writeFileSync(long, written(changed, { comment: ['x'.repeat(150_000)] }));
    expect(decoded(long)).toBe(decoded(before));
  });
});

describe('an Ogg with a film in it', () => {
  it('has the genre in the comments of every stream, and the same sound and pictures', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const folder = mkdtempSync(join(tmpdir(), 'earmark-ogv-'));
    try {
      const before = join(folder, 'film.ogv');
      const sources = ['testsrc=size=64x64:rate=10:duration=1', 'sine=duration=1'];
      run(
        'ffmpeg',
        ...['-v', 'error', ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source])],
        ...['-c:v', 'libtheora', '-c:a', 'libvorbis', before],
      );
      const old = readFileSync(before);
      const changed = written(old, set);
      const after = join(folder, 'after.ogv');
      writeFileSync(after, changed);
      const genreOf = (path: string) =>
        run('ffprobe', '-v', 'error', '-show_entries', 'stream_tags=genre', '-of', 'csv=p=0', path);
      expect(genreOf(after).trim().split('\n')).toEqual(Array(2).fill(genres.join(';')));
      const streams = (path: string) =>
        run('ffmpeg', '-v', 'error', '-i', path, '-map', '0', '-f', 'streamhash', '-');
      expect(streams(after)).toBe(streams(before));
      expect(soundOf(changed)).toEqual(soundOf(old));
      expect(keptBy(changed, old, set)).toEqual(keptBy(old, old, set));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.each(['chapters.flac', 'chapters.ogg'])('%s', (file) => {
  it('has the chapters for ffprobe that it had', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const folder = mkdtempSync(join(tmpdir(), 'earmark-chapters-'));
    try {
      const before = join(folder, file);
      const chapter = (at: number, name: string) => [
        ...['-metadata', `CHAPTER00${at}=00:00:00.${at}00`],
        ...['-metadata', `CHAPTER00${at}NAME=${name}`],
      ];
      tone(
        before,
        file.endsWith('flac') ? 'flac' : 'libvorbis',
        ...chapter(0, 'One'),
        ...chapter(1, 'Two'),
      );
      const after = join(folder, `after-${file}`);
      writeFileSync(after, written(readFileSync(before), set));
      const chapters = (path: string) =>
        run('ffprobe', '-v', 'error', '-show_chapters', '-of', 'json', path);
      expect(JSON.parse(chapters(before)).chapters).toHaveLength(2);
      expect(chapters(after)).toBe(chapters(before));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
