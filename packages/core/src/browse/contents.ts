import type { AlbumRow } from '../browse.ts';
import type { CatalogueAlbum, CatalogueFile } from '../spec.ts';
import { sortKey, wordsOf } from './words.ts';

export type ListedFile = Pick<
  CatalogueFile,
  'fields' | 'format' | 'durationSeconds' | 'pictures'
> & { readonly failed: boolean };

/** What lists show of an album's files, and what they sort and search by. */
export interface AlbumContents
  extends Pick<
    AlbumRow,
    'genres' | 'formats' | 'files' | 'durationSeconds' | 'pictures' | 'completeness'
  > {
  /** A file of it could not be read. */
  readonly faulty: boolean;
  readonly titleKey: string;
  /** By creator, then year, then title. */
  readonly creatorKey: string;
  readonly words: readonly string[];
}

/** What every file of a complete album has. */
const essential = [['title'], ['album'], ['artist', 'albumartist'], ['genre']];

export function contentsOf(album: CatalogueAlbum, files: readonly ListedFile[]): AlbumContents {
  const titleKey = sortKey(album.title);
  const year = String(album.year ?? 9999).padStart(4, '0');
  const sum = (value: (file: ListedFile) => number) =>
    files.reduce((total, file) => total + value(file), 0);
  return {
    genres: mostFirst(files.flatMap(({ fields }) => fields.genre ?? [])),
    formats: mostFirst(files.flatMap(({ format }) => format ?? [])),
    files: files.length,
    durationSeconds: sum(({ durationSeconds = 0 }) => durationSeconds),
    pictures: sum(({ pictures }) => pictures),
    completeness: completenessOf(files),
    faulty: files.some(({ failed }) => failed),
    titleKey,
    creatorKey: `${sortKey(album.creators.join(' '))}\t${year}\t${titleKey}`,
    words: wordsOf([album.title, ...album.creators, album.folder]),
  };
}

function completenessOf(files: readonly ListedFile[]): AlbumRow['completeness'] {
  const has = ({ fields }: ListedFile, names: readonly string[]) =>
    names.some((name) => (fields[name]?.length ?? 0) > 0);
  if (!files.some((file) => has(file, ['title']))) return 'untagged';
  return files.every((file) => essential.every((names) => has(file, names)))
    ? 'complete'
    : 'incomplete';
}

function mostFirst(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left).map(([value]) => value);
}
