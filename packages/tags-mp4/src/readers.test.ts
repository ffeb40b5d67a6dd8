import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuffer } from 'music-metadata';
import { File } from 'node-taglib-sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptBy, readBytes, soundOf, written } from './__tests__/access.ts';
import { decoded, missing, mutagenDump, probed, tone } from './__tests__/tools.ts';

const genres = ['Hip Hop', 'R&B/Soul', 'Électronique'];
const set = { genre: genres };
const formats = [
  { file: 'first.m4a', more: ['-c:a', 'aac', '-movflags', '+faststart'] },
  { file: 'last.m4a', more: ['-c:a', 'aac'] },
  { file: 'lossless.m4a', more: ['-c:a', 'alac', '-movflags', '+faststart'] },
  { file: 'book.m4b', more: ['-c:a', 'aac', '-f', 'ipod', '-map_chapters', '1'] },
  { file: 'fragments.mp4', more: ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'] },
];
const noFfmpeg = missing('ffmpeg');
const noMutagen = missing('mutagen');
const withoutGenre = ({ '©gen': _, ...others }: Readonly<Record<string, unknown>>) => others;

describe.each(formats)('$file, as other readers see it', ({ file, more }) => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-mp4-'));
  const before = join(folder, file);
  const after = join(folder, `after-${file}`);
  const cover = join(folder, `cover-${file}`);
  beforeAll(() => {
    if (noFfmpeg) return;
    tone(folder, file, more);
    writeFileSync(after, written(readFileSync(before), set));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the same sound and chapters, and nothing else differs', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const [old, changed] = [readFileSync(before), readFileSync(after)];
    expect(decoded(after)).toBe(decoded(before));
    expect(soundOf(changed)).toEqual(soundOf(old));
    expect(keptBy(changed, old, set)).toEqual(keptBy(old, old, set));
    const chapters = ['-show_chapters', '-of', 'json'];
    expect(probed(after, ...chapters)).toBe(probed(before, ...chapters));
  });

  it('is read by mutagen as by us', (ctx) => {
    const reason = noFfmpeg ?? noMutagen;
    if (reason) return ctx.skip(reason);
    const [old, changed] = [mutagenDump(before), mutagenDump(after)];
    expect(changed.tags['©gen']).toEqual(genres);
    expect(withoutGenre(changed.tags)).toEqual(withoutGenre(old.tags));
    expect(changed.chapters).toEqual(old.chapters);
    const { fields, durationSeconds, chapters } = readBytes(readFileSync(after));
    expect(fields).toMatchObject({ title: ['A tone'], artist: ['Sine'], genre: genres });
    expect(fields).toMatchObject({ date: ['2001-02-03'], year: ['2001'], album: ['Tones'] });
    if (changed.length > 0) expect(durationSeconds).toBeCloseTo(changed.length, 3);
    expect(chapters).toBeGreaterThanOrEqual(changed.chapters.length);
  });

  it("gives music-metadata's native tags the same genres", async (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const { native } = await parseBuffer(readFileSync(after), { path: after });
    const list = Object.values(native).flat();
    expect(list.filter(({ id }) => id === '©gen').map(({ value }) => value)).toEqual(genres);
  });

  it('gives node-taglib-sharp the same genres', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const opened = File.createFromPath(after);
    expect(opened.tag.genres).toEqual(genres);
    opened.dispose();
  });

  it('keeps its length at the next change, and its sound when the tags outgrow their room', (ctx) => {
    if (noFfmpeg) return ctx.skip(noFfmpeg);
    const changed = readFileSync(after);
    const next = { genre: ['Jazz', 'Fusion', 'Funk'], label: ['A label'], track: ['7'] };
    expect(written(changed, next).length).toBe(changed.length);
    const long = join(folder, `long-${file}`);
    writeFileSync(long, written(changed, { comment: ['x'.repeat(150_000)] }));
    expect(decoded(long)).toBe(decoded(before));
  });

  // Mutagen does not write fragments right.
  if (file === 'fragments.mp4') return;
  it('keeps what mutagen has put in, and mutagen reads our fields', (ctx) => {
    const reason = noFfmpeg ?? noMutagen;
    if (reason) return ctx.skip(reason);
    writeFileSync(cover, readFileSync(before));
    mutagenDump(
      cover,
      `f['covr'] = [MP4Cover(b'\\x89PNG' + b'x' * 9000, MP4Cover.FORMAT_PNG)] * 2
f['----:com.apple.iTunes:MusicBrainz Album Id'] = [b'an id']
f['----:com.apple.iTunes:iTunSMPB'] = [b' 0000 0001']
f['tmpo'] = [128]; f['cpil'] = True; f['disk'] = [(1, 2)]; f['\\xa9lyr'] = ['la']; f['pgap'] = True
f.save()`,
    );
    const all = { ...set, label: ['One', 'Two'], disctotal: ['3'], narrator: ['N'], bpm: ['99'] };
    const old = readFileSync(cover);
    const tags = readBytes(old);
    expect(tags).toMatchObject({ pictures: 2, fields: { lyrics: ['yes'], compilation: ['1'] } });
    expect(tags.fields).toMatchObject({ musicbrainz_albumid: ['an id'], bpm: ['128'] });
    const expected = mutagenDump(cover).tags;
    writeFileSync(cover, written(old, all));
    const text = (value: string) => Buffer.from(value).toString('hex');
    expect(mutagenDump(cover).tags).toEqual({
      ...expected,
      '©gen': genres,
      disk: [[1, 3]],
      tmpo: [99],
      '----:com.apple.iTunes:LABEL': [text('One'), text('Two')],
      '----:com.apple.iTunes:NARRATOR': [text('N')],
    });
    expect(decoded(cover)).toBe(decoded(before));
  });
});
