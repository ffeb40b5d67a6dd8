/** Dump files in the true format of MusicBrainz and Discogs, as large as wanted, and the same for the same seed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface Work {
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  readonly artistNumber: number;
  readonly year: number;
  readonly genres: readonly string[];
}

const syllables =
  'ka ro mi ten lu sha vor el ni dra po qui sto be ran gol fi wex ja mu the sil ver ash'.split(' ');
const plain =
  'night love blue road heart river light dance home fire moon rain dream city gold wild live best greatest hits'.split(
    ' ',
  );
const genres = [
  'rock',
  'jazz',
  'electronic',
  'techno',
  'ambient',
  'hip hop',
  'folk',
  'death metal',
  'soul',
  'house',
];

/** A number that only depends on its arguments, 0 to 2^32. */
function mixed(number: number, salt: number): number {
  let value = Math.imul(number + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 13), 0x297a2d39);
  return (value ^ (value >>> 16)) >>> 0;
}
const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

function word(number: number, salt: number): string {
  if (mixed(number, salt) % 3 === 0) return pick(plain, mixed(number, salt + 1));
  const length = 2 + (mixed(number, salt + 2) % 2);
  return Array.from({ length }, (_, at) => pick(syllables, mixed(number, salt + 3 + at))).join('');
}
const name = (number: number, salt: number, words: number) =>
  Array.from({ length: words }, (_, at) => word(number, salt + at * 17))
    .map((text) => `${text[0]?.toUpperCase()}${text.slice(1)}`)
    .join(' ');

export function workOf(number: number): Work {
  const artistNumber = mixed(number, 1) % 60_000;
  return {
    number,
    artistNumber,
    artist: name(artistNumber, 500, 1 + (mixed(artistNumber, 2) % 3)),
    title: name(number, 900, 1 + (mixed(number, 3) % 4)),
    year: 1950 + (mixed(number, 4) % 76),
    // Most albums of the real dumps have none.
    genres:
      mixed(number, 5) % 4 > 0
        ? []
        : [pick(genres, mixed(number, 6)), pick(genres, mixed(number, 7))],
  };
}

export const uuidOf = (kind: number, number: number): string => {
  const hex = [1, 2, 3, 4]
    .map((salt) =>
      mixed(number, kind * 10 + salt)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

const genreObjects = (list: readonly string[]) =>
  list.map((genre, at) => ({ id: uuidOf(9, at), name: genre, count: 5 - at, disambiguation: '' }));

function releaseGroup(work: Work): string {
  const artist = {
    id: uuidOf(2, work.artistNumber),
    name: work.artist,
    'sort-name': work.artist,
    disambiguation: '',
    type: 'Group',
    country: null,
    genres: [],
    tags: [],
    aliases: [],
  };
  return JSON.stringify({
    id: uuidOf(1, work.number),
    title: work.title,
    disambiguation: '',
    'primary-type': 'Album',
    'primary-type-id': 'f529b476-6e62-324f-b0aa-1f3e33d313fc',
    'secondary-types': [],
    'secondary-type-ids': [],
    'first-release-date': `${work.year}-03-01`,
    'artist-credit': [{ name: work.artist, joinphrase: '', artist }],
    genres: genreObjects(work.genres),
    tags: work.genres.map((genre) => ({ name: genre, count: 3 })),
    aliases: [],
    annotation: null,
    rating: { value: null, 'votes-count': 0 },
    relations: [],
    releases: [],
  });
}

const artistOf = (number: number): string =>
  JSON.stringify({
    id: uuidOf(2, number),
    name: name(number, 500, 1 + (mixed(number, 2) % 3)),
    type: 'Group',
    genres: genreObjects(mixed(number, 8) % 3 === 0 ? [pick(genres, mixed(number, 9))] : []),
    tags: [],
  });

const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const master = (work: Work): string =>
  `<master id="${work.number + 1}"><main_release>${work.number + 9}</main_release><images><image height="600" type="primary" uri="" uri150="" width="600"/></images><artists><artist><id>${work.artistNumber + 1}</id><name>${xmlText(work.artist)}${work.artistNumber % 7 === 0 ? ' (2)' : ''}</name><anv></anv><join></join><role></role><tracks></tracks></artist></artists><genres><genre>Electronic</genre></genres><styles>${work.genres.map((each) => `<style>${each}</style>`).join('')}</styles><year>${work.year}</year><title>${xmlText(work.title)}</title><data_quality>Correct</data_quality><videos><video duration="300" embed="true" src="https://www.youtube.com/watch?v=x"><title>${xmlText(work.title)}</title><description></description></video></videos></master>`;

function* chunked(parts: Iterable<string>): Generator<Buffer> {
  let held: string[] = [];
  for (const part of parts) {
    held.push(part);
    if (held.length < 500) continue;
    yield Buffer.from(held.join(''));
    held = [];
  }
  yield Buffer.from(held.join(''));
}
function* times<T>(count: number, make: (number: number) => T): Generator<T> {
  for (let number = 0; number < count; number += 1) yield make(number);
}

const tarHeader = (path: string, size: number): Buffer => {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
};

function* tarOf(path: string, size: number, content: () => Iterable<Buffer>): Generator<Buffer> {
  const note = Buffer.from('2026-01-01 00:00:00\n');
  yield Buffer.concat([tarHeader('TIMESTAMP', note.length), note, Buffer.alloc(512 - note.length)]);
  yield tarHeader(path, size);
  yield* content();
  yield Buffer.alloc((512 - (size % 512)) % 512);
  yield Buffer.alloc(1024);
}
const sizeOf = (content: Iterable<Buffer>): number => {
  let size = 0;
  for (const part of content) size += part.length;
  return size;
};

async function writeXz(file: string, content: Iterable<Buffer>): Promise<void> {
  const xz = spawn('xz', ['-0', '--stdout'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(xz, 'exit');
  await Promise.all([pipeline(content, xz.stdin), pipeline(xz.stdout, createWriteStream(file))]);
  await exited;
}

export async function writeMusicBrainzDumps(
  folder: string,
  albums: number,
): Promise<readonly string[]> {
  const lists = [
    ['release-group', () => chunked(times(albums, (n) => `${releaseGroup(workOf(n))}\n`))],
    ['artist', () => chunked(times(Math.min(60_000, albums), (n) => `${artistOf(n)}\n`))],
  ] as const;
  const files: string[] = [];
  for (const [list, content] of lists) {
    const file = join(folder, `${list}.tar.xz`);
    await writeXz(file, tarOf(`mbdump/${list}`, sizeOf(content()), content));
    files.push(file);
  }
  return files;
}

export async function writeDiscogsDump(folder: string, albums: number): Promise<string> {
  const file = join(folder, 'discogs_20260101_masters.xml.gz');
  function* content(): Generator<Buffer> {
    yield Buffer.from('<masters>\n');
    yield* chunked(times(albums, (n) => `${master(workOf(n))}\n`));
    yield Buffer.from('</masters>\n');
  }
  await pipeline(content(), createGzip({ level: 1 }), createWriteStream(file));
  return file;
}
