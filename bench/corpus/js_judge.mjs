// Runs as a process of its own, as node-taglib-sharp can hang: one path a line in, one JSON line out with the
// genres that music-metadata (native tags) and node-taglib-sharp read.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parseBuffer } from 'music-metadata';
import { File, Id3v2Settings } from 'node-taglib-sharp';

Id3v2Settings.useNonStandardV2V3GenreSeparators = false;
const genreIds = new Set(['TCON', 'TCO', '©gen', 'GENRE', 'WM/Genre', 'Genre']);

for await (const line of createInterface({ input: process.stdin })) {
  const { path, only } = JSON.parse(line);
  const answer = only === 'sharp' ? { sharp: sharp(path) } : { musicMetadata: await native(path) };
  console.log(JSON.stringify(answer));
}

/** Of the first block of tags that has genres, as several blocks are read into one list there. */
async function native(path) {
  try {
    const parsed = await parseBuffer(readFileSync(path), { path, mimeType: extname(path) });
    const order = [
      'ID3v2.4',
      'ID3v2.3',
      'ID3v2.2',
      'vorbis',
      'iTunes',
      'APEv2',
      'asf',
      'exif',
      'ID3v1',
    ];
    const tagTypes = parsed.format.tagTypes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
    for (const type of tagTypes) {
      const found = parsed.native[type]?.filter(({ id }) => genreIds.has(id) || id === 'genre');
      if (found?.length > 0) return found.map(({ value }) => String(value));
    }
    return [];
  } catch {
    return undefined;
  }
}

function sharp(path) {
  try {
    const file = File.createFromPath(path);
    try {
      return file.tag.genres;
    } finally {
      file.dispose();
    }
  } catch {
    return undefined;
  }
}
