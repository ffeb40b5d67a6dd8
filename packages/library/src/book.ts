import type { CatalogueFile } from '@earmark/core';
import { extensionOf } from './paths.ts';
import { all, first } from './values.ts';

const bookExtensions: ReadonlySet<string> = new Set(['.m4b', '.aax', '.aaxc', '.aa']);
const bookGenre = /audio\s*-?book|spoken\s*word|h(ö|oe?)rbuch|livre audio|audiolibro/iu;

/**
 * A book: by its extension, a narrator, an ISBN, its genre; or by its length, where three hours and more come in
 * parts of a quarter of an hour and more, or in one piece with chapters.
 */
export function isBook(files: readonly CatalogueFile[]): boolean {
  const most = (says: (file: CatalogueFile) => boolean) =>
    files.filter(says).length * 2 > files.length;
  if (most(({ path }) => bookExtensions.has(extensionOf(path)))) return true;
  if (most((file) => first(file, 'narrator') !== undefined || first(file, 'isbn') !== undefined))
    return true;
  if (most((file) => all(file, 'genre').some((genre) => bookGenre.test(genre)))) return true;
  const seconds = files.reduce((sum, { durationSeconds = 0 }) => sum + durationSeconds, 0);
  const chapters = files.some((file) => file.chapters > 1);
  return (
    seconds >= 3 * 3600 && (chapters || (files.length > 1 && seconds / files.length >= 15 * 60))
  );
}
