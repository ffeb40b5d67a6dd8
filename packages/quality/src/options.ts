import { EarmarkError } from '@earmark/core';
import { type IssueKind, isIssueKind, kindNames } from './kinds.ts';

export interface LibraryCheckOptions {
  /** Look for these only. Default: all. The health score then speaks of these only. */
  readonly kinds?: readonly IssueKind[];
  /** Whether a label is one genre: without it no genre is `unknown-genre`, and values are parted only at safe separators. */
  readonly isGenre?: (label: string) => boolean;
  /** More genres than this in one file are `many-genres`. Default 6. */
  readonly maxGenres?: number;
  /** Shorter files are `odd-duration`. In seconds, default 1. */
  readonly shortestSeconds?: number;
  /** The sink of files that come from a catalogue. Default `tags`. */
  readonly sink?: string;
}

export interface Settings {
  readonly kinds: ReadonlySet<IssueKind>;
  readonly isGenre?: (label: string) => boolean;
  readonly maxGenres: number;
  readonly shortestSeconds: number;
  readonly sink: string;
}

const known: ReadonlySet<string> = new Set([
  'kinds',
  'isGenre',
  'maxGenres',
  'shortestSeconds',
  'sink',
]);

export function settingsOf(options: LibraryCheckOptions): Settings {
  const { kinds = kindNames, isGenre, maxGenres = 6, shortestSeconds = 1, sink = 'tags' } = options;
  for (const name of Object.keys(options))
    if (!known.has(name)) refuse(`knows no option "${name}": it knows ${[...known].join(', ')}`);
  for (const kind of kinds)
    if (!isIssueKind(kind)) refuse(`knows no kind "${kind}": it knows ${kindNames.join(', ')}`);
  if (!Number.isInteger(maxGenres) || maxGenres < 1)
    refuse(`needs a whole number from 1 as maxGenres, not ${maxGenres}`);
  if (!(shortestSeconds >= 0))
    refuse(`needs seconds from 0 as shortestSeconds, not ${shortestSeconds}`);
  return {
    kinds: new Set(kinds),
    ...(isGenre && { isGenre }),
    maxGenres,
    shortestSeconds,
    sink,
  };
}

function refuse(what: string): never {
  throw new EarmarkError('config', `createLibraryCheck ${what}`);
}
