import { extname, posix } from 'node:path';
import type { DownloadFile } from '@earmark/core';

export interface FileGroup {
  /** The folder's own name; empty for all there is. */
  readonly name: string;
  readonly files: readonly { readonly file: DownloadFile; readonly as: string }[];
}
export type Grouping =
  | { readonly groups: readonly FileGroup[]; readonly left: readonly string[] }
  | { readonly held: string };

/** Best first: where a book is there twice, one is enough. */
const audio = ['.m4b', '.m4a', '.mp3', '.opus', '.ogg', '.flac', '.aac', '.wma'];
const archives = new Set(['.rar', '.zip', '.7z', '.tar', '.gz', '.iso']);
const extras = new Set(['.jpg', '.jpeg', '.png', '.webp', '.pdf', '.cue', '.nfo', '.opf']);
const disc = /^(?:cd|dis[ck]|disque)\s*[-_]?\s*0*(\d{1,2})$/i;

const endingOf = (name: string) => extname(name).toLowerCase();
export const isAudio = (name: string) => audio.includes(endingOf(name));

/** Which files are which book: a folder with sound in it is one, its numbered discs included. */
export function groupFiles(files: readonly DownloadFile[], withExtras: boolean): Grouping {
  const sound = files.filter(({ name }) => isAudio(name));
  if (sound.length === 0) {
    const packed = files.find(({ name }) => archives.has(endingOf(name)) || /\.r\d\d$/i.test(name));
    return {
      held: packed
        ? `${packed.name} is an archive: it is not unpacked, as that would break seeding. Unpack it yourself into the library.`
        : 'it has no audio files',
    };
  }
  const folders = new Map<string, DownloadFile[]>();
  for (const file of sound) {
    const folder = bookFolder(file.name);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const names = [...folders.keys()];
  // A loose file above other books would swallow them: it is nobody's until a person says so.
  const parents = names.filter((name) => names.some((other) => isInside(other, name)));
  const left = parents.flatMap((name) => (folders.get(name) ?? []).map((file) => file.name));
  const groups: FileGroup[] = [];
  for (const name of names.filter((each) => !parents.includes(each))) {
    const mine = oneFormat(folders.get(name) ?? []);
    const odd = severalBooks(mine);
    if (odd !== undefined) return { held: odd };
    const beside = withExtras
      ? files.filter((file) => extras.has(endingOf(file.name)) && bookFolder(file.name) === name)
      : [];
    groups.push({
      name: posix.basename(name),
      files: [...mine, ...beside].map((file) => ({ file, as: placeIn(name, file.name) })),
    });
  }
  return { groups, left };
}

/** The folder that a file is a book with: a disc's folder is its parent's. */
function bookFolder(name: string): string {
  const folder = posix.dirname(name);
  return disc.test(posix.basename(folder)) ? posix.dirname(folder) : folder;
}

const isInside = (inner: string, outer: string) =>
  inner !== outer && (outer === '.' || inner.startsWith(`${outer}/`));

function placeIn(folder: string, name: string): string {
  const number = disc.exec(posix.basename(posix.dirname(name)))?.[1];
  const isInDisc = number !== undefined && posix.dirname(name) !== folder;
  return isInDisc ? `CD ${Number(number)}/${posix.basename(name)}` : posix.basename(name);
}

function oneFormat(files: readonly DownloadFile[]): readonly DownloadFile[] {
  const best = audio.find((ending) => files.some(({ name }) => endingOf(name) === ending));
  return files.filter(({ name }) => endingOf(name) === best);
}

/** Whole books side by side in one folder would become one book: m4b files whose names differ in more than a number. */
function severalBooks(files: readonly DownloadFile[]): string | undefined {
  if (files.length < 2 || files.some(({ name }) => endingOf(name) !== '.m4b')) return undefined;
  const bare = new Set(
    files.map(({ name }) =>
      posix
        .basename(name, extname(name))
        .toLowerCase()
        .replace(/\b(?:part|pt|cd|disc)\b|[\d\W_]+/g, ''),
    ),
  );
  if (bare.size === 1) return undefined;
  return `${files.length} m4b files lie in one folder, and their names say they are different books. Put each into a folder of its own.`;
}
