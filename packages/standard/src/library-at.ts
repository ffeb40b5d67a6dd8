import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { createFileLibrary, type FileLibrary, type LibraryKind } from '@earmark/library';

export interface LibraryRequest {
  /** Default: all roots. */
  readonly path?: string | undefined;
  /** Roots of the configuration: a path inside one of them belongs to it. */
  readonly roots: Readonly<Record<string, string>>;
  /** Globs below the path. */
  readonly only?: readonly string[];
  /** What lies there, where the files need not tell. */
  readonly kind?: LibraryKind | undefined;
}

/** The library for a path that somebody typed: a root, something inside one, or a folder nobody named yet. */
export function libraryAt({ path, roots, only = [], kind = 'auto' }: LibraryRequest): FileLibrary {
  if (path === undefined) return wholeLibrary(roots, only, kind);
  const { id, root, below } = placeOf(path, roots);
  return createFileLibrary({ roots: { [id]: root }, kind, ...selection(below, only) });
}

function wholeLibrary(
  roots: Readonly<Record<string, string>>,
  only: readonly string[],
  kind: LibraryKind,
): FileLibrary {
  if (Object.keys(roots).length === 0)
    throw new EarmarkError('config', 'This account has no library yet: give the path of a folder');
  return createFileLibrary({ roots, kind, ...(only.length > 0 ? { only } : {}) });
}

export interface Place {
  readonly id: string;
  readonly root: string;
  /** Relative to the root, with `/`; '' is the root itself. */
  readonly below: string;
}

/** The root that a typed path belongs to: a known one, or the folder itself. */
export function placeOf(path: string, roots: Readonly<Record<string, string>>): Place {
  const wanted = resolve(path);
  const found = statSync(wanted, { throwIfNoEntry: false });
  if (!found)
    throw new EarmarkError(
      'config',
      `${wanted} does not exist: check the path, or mount the disk it is on`,
    );
  for (const [id, known] of Object.entries(roots)) {
    const below = relative(resolve(known), wanted);
    if (below === '..' || below.startsWith(`..${sep}`)) continue;
    return { id, root: resolve(known), below: below.split(sep).join('/') };
  }
  const root = found.isDirectory() ? wanted : dirname(wanted);
  return { id: rootId(root), root, below: found.isDirectory() ? '' : basename(wanted) };
}

function selection(folder: string, only: readonly string[]) {
  if (folder === '' && only.length === 0) return {};
  if (only.length === 0) return { only: [folder] };
  return { only: only.map((glob) => (folder === '' ? glob : `${folder}/${glob}`)) };
}

/** The same folder has the same id every time; a name of one's own stands in the configuration (`roots`). */
export function rootId(folder: string): string {
  const name =
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'root';
  return `${name}-${createHash('sha256').update(folder).digest('hex').slice(0, 6)}`;
}
