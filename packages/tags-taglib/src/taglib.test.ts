import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createTempFolder, type TagFormatSubject, tagFormatSuite } from '@earmark/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { taglibCodec } from './codec.ts';
import { createTaglibFormat } from './index.ts';
import { bytesAccess } from './write/bytes-access.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const fields = { title: ['T'], artist: ['A & B'], genre: ['Rock'], track: ['3'], date: ['1971'] };
const metadata = ['title=T', 'artist=A & B', 'genre=Rock', 'track=3', 'date=1971'].flatMap(
  (pair) => ['-metadata', pair],
);

let folder: Awaited<ReturnType<typeof createTempFolder>>;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder.remove());

function made(name: string, ...options: readonly string[]): Buffer {
  const path = `${folder.path}/${name}`;
  const source = ['-f', 'lavfi', '-i', 'sine=duration=0.3', '-ac', '1', '-ar', '48000'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...metadata, ...options, path]);
  return readFileSync(path);
}
const subject =
  (name: string, writes: TagFormatSubject['writes'], ...options: readonly string[]) =>
  (): TagFormatSubject => ({
    format: createTaglibFormat(),
    samples: [{ name, bytes: made(name, ...options), fields }],
    ...(writes === undefined ? {} : { writes }),
  });

const writes = {
  title: ['New'],
  artist: ['X & Y'],
  albumartist: ['Z'],
  album: ['Album'],
  genre: ['Hip Hop', 'Electronic'],
  composer: ['C'],
  year: ['1999'],
  track: ['7'],
  tracktotal: ['12'],
  disc: ['1'],
  disctotal: ['2'],
};
describe.runIf(hasFfmpeg)('with files that ffmpeg made', () => {
  const whole = (name: string, options: readonly string[] = [], but?: string) =>
    describe(name, () =>
      tagFormatSuite(
        { test: (check, body) => check === but || test(check, body, 60_000) },
        subject(name, writes, ...options),
      ),
    );
  whole('v24.mp3', ['-id3v2_version', '4']);
  whole('v23-and-v1.mp3', ['-id3v2_version', '3', '-write_id3v1', '1']);
  whole('flac.flac');
  whole('vorbis.ogg', ['-c:a', 'libvorbis']);
  whole('opus.opus');
  // Its writer makes new padding each time; a sink never asks for what is there.
  whole('aac.m4a', [], 'writing what is there changes no byte');

  test.each(['x.wv', 'x.wma', 'x.mka'])('%s is read, and a write is refused', async (name) => {
    const file = bytesAccess(made(name));
    const codec = taglibCodec();
    expect((await codec.read(file)).fields).toMatchObject({ title: ['T'], genre: ['Rock'] });
    expect([...(codec.essence?.(file) ?? [])]).toEqual([]);
    expect(() => codec.edits?.(file, { title: ['New'] })).toThrow('it is not written');
  });

  test('an audiobook never reaches the writer that destroys chapters', async () => {
    const file = { ...bytesAccess(made('book.m4a', '-f', 'ipod')), extension: '.m4b' };
    expect(() => taglibCodec().edits?.(file, { title: ['New'] })).toThrow('audiobooks');
  });

  test('ADTS gets no ID3 tag in front', async () => {
    const file = bytesAccess(made('x.aac', '-f', 'adts'));
    expect(() => taglibCodec().edits?.(file, { title: ['New'] })).toThrow('it is not written');
  });

  test('a new tag is ID3v2.4 with the names of genres, and no ID3v1 is invented', async () => {
    const before = made('none.mp3', '-map_metadata', '-1', '-id3v2_version', '0');
    const [edit] = [
      ...(taglibCodec().edits?.(bytesAccess(before), { genre: ['Hip Hop', 'Jazz'] }) ?? []),
    ];
    const written = Buffer.concat([edit?.bytes ?? Buffer.of(), before]);
    expect(written.subarray(0, 4)).toEqual(Buffer.from('ID3\x04'));
    expect(written.includes('Hip Hop\0Jazz')).toBe(true);
    expect(written.subarray(-128, -125).toString()).not.toBe('TAG');
  });

  test('a style is no genre', async () => {
    const file = made('style.flac', '-metadata', 'STYLE=Blues Rock');
    expect((await taglibCodec().read(bytesAccess(file))).fields).toMatchObject({
      genre: ['Rock'],
      style: ['Blues Rock'],
    });
  });
});

test('the codec is where the plugin says', async () => {
  const { module, name } = createTaglibFormat().codec;
  expect(await readFile(new URL(module), 'utf8')).toContain(`function ${name}`);
});
