import { readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FieldEdit } from '@earmark/standard';

export interface DemoAlbum {
  readonly artist: string;
  readonly album: string;
  readonly year: number;
  readonly format: string;
  readonly genre: readonly string[];
  readonly tracks: readonly string[];
  /** Its genre is right already. */
  readonly settled?: boolean;
}

/** Beside `src` and beside `dist` alike. */
export const demoFolder = findDemoFolder(dirname(fileURLToPath(import.meta.url)));

function findDemoFolder(from: string): string {
  const manifest = join(from, 'package.json');
  try {
    readFileSync(manifest);
    return join(from, 'demo');
  } catch {
    return findDemoFolder(dirname(from));
  }
}

const demoAlbums = (): readonly DemoAlbum[] =>
  JSON.parse(readFileSync(join(demoFolder, 'albums.json'), 'utf8')) as readonly DemoAlbum[];

/** Copies a tone for every track, and gives the tags that each should get. */
export async function makeLibrary(folder: string): Promise<readonly FieldEdit[]> {
  const edits: FieldEdit[] = [];
  for (const { artist, album, year, format, genre, tracks } of demoAlbums()) {
    const below = `${artist}/${year} - ${album}`;
    await mkdir(join(folder, below), { recursive: true });
    for (const [index, title] of tracks.entries()) {
      const path = `${below}/${String(index + 1).padStart(2, '0')} ${title}.${format}`;
      await copyFile(join(demoFolder, 'fixtures', `tone.${format}`), join(folder, path));
      edits.push({
        file: join(folder, path),
        set: {
          title: [title],
          artist: [artist],
          albumartist: [artist],
          album: [album],
          date: [String(year)],
          track: [String(index + 1)],
          tracktotal: [String(tracks.length)],
          genre,
        },
      });
    }
  }
  return edits;
}
