import { type Earmark, parseTarget } from '@earmark/core';
import { placeOfFile } from '../file-place.ts';
import type { FieldEdit } from '../set-fields.ts';
import { type BeetsAlbum, type BeetsOptions, readBeets } from './read-beets.ts';

export interface BeetsImportOptions extends BeetsOptions {
  /** Where this machine has the music. Default: the account's. */
  readonly roots?: Readonly<Record<string, string>>;
  /** Counts, and takes nothing over. */
  readonly dryRun?: boolean;
  /** Keep genres that beets has as they are: no run changes them. Default: yes. */
  readonly lockGenres?: boolean;
  /** Who is said to have decided. Default `beets`. */
  readonly by?: string;
}
export interface BeetsImport {
  /** Albums of beets, those that the catalogue knows, and tracks without an album. */
  readonly albums: number;
  readonly found: number;
  readonly singletons: number;
  /** Releases that albums are matched with from now on, and albums whose genres are kept. */
  readonly releases: number;
  readonly locked: number;
  /** Albums that the catalogue does not know, by a file of theirs: scan them first. */
  readonly unknown: readonly string[];
  /** Files whose genres are not those of beets: `setFields` writes them. */
  readonly edits: readonly FieldEdit[];
}

/**
 * Takes over what a beets library knows: which release each album is, and genres. Files are not touched; what they
 * lack is given back as edits. Saying it twice changes nothing more.
 */
export async function importBeets(
  earmark: Earmark,
  file: string,
  options: BeetsImportOptions = {},
): Promise<BeetsImport> {
  const { roots = earmark.own.roots ?? {}, dryRun = false, lockGenres = true } = options;
  const { albums, singletons } = await readBeets(file, options);
  const { catalogue } = await earmark.store();
  const unknown: string[] = [];
  const edits: FieldEdit[] = [];
  let releases = 0;
  let locked = 0;

  const fileOf = (path: string) => {
    const { root, path: below } = parseTarget(placeOfFile(path, roots).target);
    return catalogue.byPath(root, below);
  };

  async function takeOver({ files, genres, releases: known }: BeetsAlbum): Promise<boolean> {
    const kept = await Promise.all(files.map(fileOf));
    const album = kept.find((each) => each?.album !== undefined)?.album;
    if (album === undefined) return false;
    for (const [source, id] of Object.entries(known)) {
      releases++;
      if (!dryRun) await earmark.reviews.pin(album, source, id);
    }
    if (genres.length === 0) return true;
    if (lockGenres) {
      locked++;
      if (!dryRun) await earmark.reviews.lock(album, 'genre', options.by ?? 'beets');
    }
    for (const [at, path] of files.entries())
      if (kept[at] && !same(kept[at].fields.genre, genres))
        edits.push({ file: path, set: { genre: genres } });
    return true;
  }

  for (const album of albums)
    if (!(await takeOver(album)))
      unknown.push(album.files[0] ?? `${album.creator} – ${album.title}`);
  const found = albums.length - unknown.length;
  return { albums: albums.length, found, singletons, releases, locked, unknown, edits };
}

const same = (a: readonly string[] = [], b: readonly string[]) =>
  JSON.stringify(a) === JSON.stringify(b);
