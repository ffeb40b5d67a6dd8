import {
  between,
  type Checks,
  callable,
  checkOptions,
  listOf,
  oneOf,
  text,
  whole,
} from '@earmark/core/options';
import { type IssueKind, kindNames } from './kinds.ts';
import type { InspectSound } from './sound/inspect.ts';

export interface LibraryCheckOptions {
  /** Look for these only. Default: all. The health score then speaks of these only. */
  readonly kinds?: readonly IssueKind[];
  /** Whether a label is one genre: without it no genre is `unknown-genre`, and values are parted only at safe separators. */
  readonly isGenre?: (label: string) => boolean;
  /** More genres than this in one file are `many-genres`. Default 6. */
  readonly maxGenres?: number;
  /** Shorter files are `odd-duration`. In seconds, default 1. */
  readonly shortestSeconds?: number;
  /** Looks at the sound of each file, such as `cutOff` of its path. Left out: nothing is said of it. */
  readonly inspect?: InspectSound;
  /** The sink of files that come from a catalogue. Default `tags`. */
  readonly sink?: string;
}

export interface Settings {
  readonly kinds: ReadonlySet<IssueKind>;
  readonly isGenre?: (label: string) => boolean;
  readonly maxGenres: number;
  readonly shortestSeconds: number;
  readonly inspect?: InspectSound;
  readonly sink: string;
}

const checks: Checks<LibraryCheckOptions> = {
  kinds: listOf(oneOf(...kindNames)),
  isGenre: callable,
  maxGenres: whole(1),
  shortestSeconds: between(0),
  inspect: callable,
  sink: text,
};

export function settingsOf(options: LibraryCheckOptions): Settings {
  checkOptions(options, 'createLibraryCheck', checks);
  const { kinds = kindNames, isGenre, inspect } = options;
  const { maxGenres = 6, shortestSeconds = 1, sink = 'tags' } = options;
  return {
    kinds: new Set(kinds),
    ...(isGenre && { isGenre }),
    ...(inspect && { inspect }),
    maxGenres,
    shortestSeconds,
    sink,
  };
}
