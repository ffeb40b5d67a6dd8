import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  type Catalogue,
  type CatalogueAlbum,
  type CatalogueFile,
  EarmarkError,
  newId,
  pagesOf,
} from '@earmark/core';

/**
 * A catalogue as one file on a share: gzipped JSON lines. The first line names the format, then albums and
 * files, the last line counts them, so that a cut file is noticed before anything of it is believed.
 */
const format = 'earmark-catalogue';
const version = 1;

type Line =
  | { readonly format: string; readonly version: number; readonly roots: readonly string[] }
  | { readonly album: CatalogueAlbum }
  | { readonly file: CatalogueFile }
  | { readonly end: { readonly albums: number; readonly files: number } };

export interface SnapshotCounts {
  readonly albums: number;
  readonly files: number;
}

/** Whole or not at all: written beside the file, flushed, renamed over it. */
export async function writeSnapshot(
  catalogue: Catalogue,
  file: string,
  roots: readonly string[],
): Promise<SnapshotCounts> {
  const temporary = `${file}.${newId(0)}.tmp`;
  const counts = { albums: 0, files: 0 };
  try {
    const lines = Readable.from(linesOf(catalogue, roots, counts));
    await pipeline(lines, createGzip(), createWriteStream(temporary, { flags: 'wx', flush: true }));
    await rename(temporary, file);
    await flushFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new EarmarkError('io', `cannot write the snapshot ${file}: ${why}`, { cause: error });
  }
  return counts;
}

/**
 * Takes into a catalogue the files that it does not know yet, with their albums: its own rows and ids win. Keys match by path, size and time
 * (to the millisecond); inodes are another machine's, so they are left empty and filled by the next scan, which
 * reads none of these files again. The whole file is checked before the first row is taken. `roots`: only what is
 * below these.
 */
export async function readSnapshot(
  file: string,
  catalogue: Catalogue,
  roots?: readonly string[],
): Promise<SnapshotCounts> {
  const isWanted = ({ root }: { readonly root: string }) => roots?.includes(root) ?? true;
  const isNew = async ({ root, path, id }: CatalogueFile) =>
    !((await catalogue.byPath(root, path)) ?? (await catalogue.file(id)));
  const named = new Set<string>();
  for await (const line of readLines(file)) {
    if (!('file' in line) || !isWanted(line.file)) continue;
    const { album } = line.file;
    if (album !== undefined && !named.has(album) && (await isNew(line.file))) named.add(album);
  }

  const taken = { albums: 0, files: 0 };
  let albums: CatalogueAlbum[] = [];
  let files: CatalogueFile[] = [];
  const flush = async () => {
    await catalogue.apply({ putAlbums: albums, put: files });
    taken.albums += albums.length;
    taken.files += files.length;
    [albums, files] = [[], []];
  };
  const isTaken = async (album: CatalogueAlbum) =>
    isWanted(album) && named.has(album.id) && !(await catalogue.album(album.id));
  for await (const line of readLines(file)) {
    if ('album' in line && (await isTaken(line.album))) albums.push(line.album);
    if ('file' in line && isWanted(line.file) && (await isNew(line.file)))
      files.push({ ...line.file, inode: '' });
    if (files.length + albums.length >= 2000) await flush();
  }
  await flush();
  return taken;
}

async function* linesOf(
  catalogue: Catalogue,
  roots: readonly string[],
  counts: { albums: number; files: number },
): AsyncGenerator<string> {
  const text = (line: Line) => `${JSON.stringify(line)}\n`;
  yield text({ format, version, roots });
  for (const root of roots) {
    for await (const albums of pagesOf((page) => catalogue.albums({ root, ...page }))) {
      for (const album of albums) yield text({ album });
      counts.albums += albums.length;
    }
    for await (const folder of catalogue.folders(root))
      for (const file of await catalogue.files({ root, folder })) {
        counts.files++;
        yield text({ file });
      }
  }
  yield text({ end: counts });
}

async function* readLines(file: string): AsyncGenerator<Line> {
  const counts = { albums: 0, files: 0 };
  let ended = false;
  try {
    const raw = createReadStream(file);
    const unpacked = createGunzip();
    const piped = pipeline(raw, unpacked);
    piped.catch(() => undefined);
    let first = true;
    for await (const text of createInterface({
      input: unpacked,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const line = JSON.parse(text) as Line;
      if (first) assertFormat(file, line);
      first = false;
      if ('album' in line) counts.albums++;
      if ('file' in line) counts.files++;
      if ('end' in line)
        ended = line.end.albums === counts.albums && line.end.files === counts.files;
      yield line;
    }
    await piped;
  } catch (error) {
    if (EarmarkError.is(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new EarmarkError('malformed', `cannot read the snapshot ${file}: ${why}`, {
      cause: error,
    });
  }
  if (!ended)
    throw new EarmarkError('malformed', `the snapshot ${file} is cut short: write it again`);
}

function assertFormat(file: string, line: Line): void {
  if (!('format' in line) || line.format !== format)
    throw new EarmarkError('malformed', `${file} is not a catalogue snapshot`);
  if (line.version !== version)
    throw new EarmarkError(
      'unsupported',
      `the snapshot ${file} has version ${line.version}, this program reads ${version}: update it`,
    );
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
