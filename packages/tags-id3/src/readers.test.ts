import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createTempFolder } from '@earmark/testkit';
import { parseFile } from 'music-metadata';
import { File } from 'node-taglib-sharp';
import { describe, expect, test } from 'vitest';
import { edited, essenceOf, tagsOf, untouched } from './__tests__/apply.ts';
import { bytes, frame, sound, tag, text } from './__tests__/build.ts';
import { decoded, missing, mutagenDump, mutagenFill, tone } from './__tests__/tools.ts';

const genre = ['Hip Hop', 'Electronic'];
const cases: [name: string, version: 3 | 4, ...args: string[]][] = [
  ['v23.mp3', 3, '-c:a', 'libmp3lame', '-id3v2_version', '3'],
  ['v24.mp3', 4, '-c:a', 'libmp3lame', '-write_id3v1', '1'],
  ['vbr.mp3', 3, '-c:a', 'libmp3lame', '-q:a', '5', '-write_xing', '0'],
  ['a.wav', 4],
  ['a.aiff', 4, '-write_id3v2', '1'],
];

async function genresElsewhere(path: string): Promise<unknown> {
  const { native } = await parseFile(path);
  const frames = Object.entries(native).find(([kind]) => kind.startsWith('ID3v2'))?.[1] ?? [];
  const file = File.createFromPath(path);
  const taglib = file.tag.genres;
  file.dispose();
  return {
    musicMetadata: frames.filter(({ id }) => id === 'TCON').map(({ value }) => value),
    taglib,
    mutagen: mutagenDump(path).genre,
  };
}

describe('beside other readers', () => {
  test.for(cases)('%s', { timeout: 60_000 }, async ([name, version, ...args], ctx) => {
    const reason = missing('ffmpeg') ?? missing('mutagen');
    if (reason !== undefined) return ctx.skip(reason);
    await using folder = await createTempFolder();
    const path = `${folder.path}/${name}`;
    tone(path, ...args);
    mutagenFill(path, version);
    const before = mutagenDump(path);
    const content = readFileSync(path);
    const tags = tagsOf(content);
    expect(tags).toMatchObject({ complete: true, pictures: 1, chapters: 1 });
    expect(tags.fields).toMatchObject({
      title: ['A tone'],
      artist: ['Ärger'],
      genre: ['Test'],
      date: ['1971-06-22'],
      barcode: ['123'],
    });
    expect(tags.durationSeconds).toBeCloseTo(1, 0);

    const after = edited(content, { genre });
    const written = await folder.write(`written-${name}`, after);
    expect(tagsOf(after)).toEqual({ ...tags, fields: { ...tags.fields, genre } });
    expect(essenceOf(after)).toBe(essenceOf(content));
    expect(untouched(after, { genre }, content)).toBe(untouched(content, { genre }));
    expect(mutagenDump(written).frames).toEqual(before.frames);
    expect(decoded(written)).toBe(decoded(path));
    expect(await genresElsewhere(written)).toEqual({
      musicMetadata: genre,
      taglib: genre,
      mutagen: genre,
    });
  });
});

test('chapters with pictures, as audiobooks have them, are the same for ffprobe after two genres', async (ctx) => {
  const reason = missing('ffmpeg');
  if (reason !== undefined) return ctx.skip(reason);
  await using folder = await createTempFolder();
  const picture = frame(3, 'APIC', bytes(0, 'image/png\0', 3, 0, Buffer.alloc(300, 7)));
  const chapter = (name: string, from: number, to: number) => {
    const times = Buffer.alloc(16, 0xff);
    times.writeUInt32BE(from, 0);
    times.writeUInt32BE(to, 4);
    return frame(3, 'CHAP', bytes(`${name}\0`, times, text(3, 'TIT2', name), picture));
  };
  const own = tag(3, [text(3, 'TIT2', 'A book'), chapter('one', 0, 400), chapter('two', 400, 900)]);
  const content = bytes(own, sound(40));
  const before = await folder.write('before.mp3', content);
  const after = await folder.write('after.mp3', edited(content, { genre }));
  const chapters = (file: string) =>
    spawnSync('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'json', file], {
      encoding: 'utf8',
    }).stdout;
  expect(JSON.parse(chapters(before)).chapters).toHaveLength(2);
  expect(chapters(after)).toBe(chapters(before));
  expect(tagsOf(readFileSync(after)).fields.genre).toEqual(genre);
});
