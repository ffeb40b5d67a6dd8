import { albums, type Pipeline, type Subject } from '@earmark/core';
import { matchesChoice, parseAlbumChoices } from './album-choice.ts';
import { type LibraryRequest, libraryAt } from './library-at.ts';

export interface AlbumsRequest {
  /** Default: all of the account's roots. */
  readonly path?: string | undefined;
  /** Which albums: `Artist,Album`, `artist=… album=…` or globs on the folder. Default: all. */
  readonly album?: readonly string[] | undefined;
  /** Only the first so many. */
  readonly limit?: number | undefined;
  readonly kind?: LibraryRequest['kind'];
}

/** The albums of a path, or those of them that were chosen. */
export function albumsAt(
  { path, album = [], limit, kind }: AlbumsRequest,
  roots: Readonly<Record<string, string>>,
): Pipeline<Subject> {
  const choices = parseAlbumChoices(album);
  const only = choices.flatMap((choice) => ('glob' in choice ? [choice.glob] : []));
  const named = only.length < choices.length;
  return albums(libraryAt({ path, roots, only, kind }), {
    ...(named ? { where: (subject) => matchesChoice(subject, choices) } : {}),
    ...(limit === undefined ? {} : { limit }),
  });
}
