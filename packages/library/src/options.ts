import { isAbsolute, relative, resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import {
  between,
  type Checks,
  checkOptions,
  flag,
  listOf,
  oneOf,
  recordOf,
  text,
} from '@earmark/core/options';

export type LibraryKind = 'auto' | 'album' | 'book';

export interface FileLibraryOptions {
  /** The folders to look in, by an id of your choice that is the same on every machine. They may not overlap. */
  readonly roots: Readonly<Record<string, string>>;
  /**
   * Only these: paths or globs (`*`, `**`, `?`, `{a,b}`) relative to the roots, a folder means all beneath it.
   * `music:Artist/Album` is of one root. A subject then has only the targets that were asked for.
   */
  readonly only?: readonly string[];
  /** Never these. A pattern without a slash is a name at any depth, one with a slash starts at the root, a final slash means folders. */
  readonly ignore?: readonly string[];
  /** Also names that begin with a dot. Default false. System folders, trash and our own files are skipped in any case. */
  readonly hidden?: boolean;
  /** Walk into links to folders outside the roots, each real folder once. Default false. Links to files are never followed. */
  readonly followLinks?: boolean;
  /** What lies here: `auto` (the default) tells books by `.m4b`, narrators, genres and lengths. */
  readonly kind?: LibraryKind | Readonly<Record<string, LibraryKind>>;
  /** Nothing below the roots is ever written. Default false. */
  readonly readOnly?: boolean;
  /** How long a folder must be quiet before a watch looks at it, in milliseconds. Default 2,000. */
  readonly watchDelayMs?: number;
  /** Look at everything so often instead of listening, in milliseconds: for network shares, which report nothing that other machines do. */
  readonly pollMs?: number;
}

export interface Settings {
  readonly roots: Readonly<Record<string, string>>;
  readonly only: readonly string[];
  readonly ignore: readonly string[];
  readonly hidden: boolean;
  readonly followLinks: boolean;
  readonly kind: (root: string) => LibraryKind;
  readonly readOnly: boolean;
  readonly watchDelayMs: number;
  readonly pollMs: number | undefined;
}

const paths = listOf(text);
const kinds = oneOf('auto', 'album', 'book');
const checks: Checks<FileLibraryOptions> = {
  roots: recordOf(text),
  only: paths,
  ignore: paths,
  hidden: flag,
  followLinks: flag,
  kind: (value, path) => (typeof value === 'object' ? recordOf(kinds) : kinds)(value, path),
  readOnly: flag,
  watchDelayMs: between(0),
  pollMs: between(1000),
};

export function settingsOf(options: FileLibraryOptions): Settings {
  checkOptions(options, 'createFileLibrary', checks);
  const roots = Object.fromEntries(
    Object.entries(options.roots ?? {}).map(([id, path]) => [id, rootPath(id, path)]),
  );
  if (Object.keys(roots).length === 0)
    refuse('needs at least one root: roots: { music: "/music" }');
  refuseOverlap(roots);
  const { kind = 'auto', watchDelayMs = 2000, pollMs } = options;
  return {
    roots,
    only: options.only ?? [],
    ignore: options.ignore ?? [],
    hidden: options.hidden ?? false,
    followLinks: options.followLinks ?? false,
    kind: (root) => (typeof kind === 'string' ? kind : (kind[root] ?? 'auto')),
    readOnly: options.readOnly ?? false,
    watchDelayMs,
    pollMs,
  };
}

/** Two roots that share a folder would give its files two identities. */
export function refuseOverlap(roots: Readonly<Record<string, string>>): void {
  const all = Object.entries(roots);
  for (const [id, path] of all)
    for (const [other, beneath] of all)
      if (id !== other && contains(path, beneath))
        refuse(`has overlapping roots: ${other} (${beneath}) lies in ${id} (${path}); keep one`);
}

export function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}

function rootPath(id: string, path: string): string {
  if (!/^[a-z0-9][a-z0-9_-]*$/iu.test(id))
    refuse(`cannot take the root id "${id}": letters, digits, - and _ only`);
  if (path.includes('\0')) refuse(`needs a folder for the root "${id}"`);
  return resolve(path);
}

function refuse(what: string): never {
  throw new EarmarkError('config', `createFileLibrary ${what}`, { plugin: 'files' });
}
