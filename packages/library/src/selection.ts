import { globToRegExp, literalFolder } from './glob.ts';
import { isWithin, nameOf } from './paths.ts';

/** Which part of the roots somebody asked for. */
export interface Selection {
  /** The path itself, or a folder above it, was asked for. */
  has(root: string, path: string): boolean;
  /** Something below this folder may have been asked for. */
  mayBeBelow(root: string, folder: string): boolean;
  /** Folders or files, none within another: nothing was asked for that lies outside of all of them. */
  places(root: string): readonly string[];
  readonly everything: boolean;
}

export const everything: Selection = {
  has: () => true,
  mayBeBelow: () => true,
  places: () => [''],
  everything: true,
};

/** Patterns are relative to every root, or to one where they begin with its id and a colon. */
export function createSelection(patterns: readonly string[], roots: readonly string[]): Selection {
  const rules = patterns.map((pattern) => {
    const root = roots.find((id) => pattern.startsWith(`${id}:`));
    const glob = (root === undefined ? pattern : pattern.slice(root.length + 1)).replace(
      /^(\.?\/)+|\/+$/gu,
      '',
    );
    // A name with wildcards' characters in it is first of all a name.
    return { root, literal: glob, match: globToRegExp(glob), folder: literalFolder(glob) };
  });
  const of = (root: string) =>
    rules.filter((rule) => rule.root === undefined || rule.root === root);
  return {
    has: (root, path) =>
      of(root).some(
        ({ literal, match }) =>
          isWithin(path, literal) || foldersOf(path).some((p) => match.test(p)),
      ),
    mayBeBelow: (root, folder) =>
      of(root).some(
        (rule) =>
          isWithin(folder, rule.folder) ||
          isWithin(rule.folder, folder) ||
          isWithin(rule.literal, folder),
      ),
    places: (root) => outermost(of(root).map(({ folder }) => folder)),
    everything: false,
  };
}

/** These folders and all below them, by name: no wildcards. */
export function selectFolders(folders: Readonly<Record<string, readonly string[]>>): Selection {
  return {
    has: (root, path) => (folders[root] ?? []).some((folder) => isWithin(path, folder)),
    mayBeBelow: (root, path) =>
      (folders[root] ?? []).some((folder) => isWithin(folder, path) || isWithin(path, folder)),
    places: (root) => outermost(folders[root] ?? []),
    everything: false,
  };
}

export const both = (one: Selection, other: Selection): Selection => ({
  has: (root, path) => one.has(root, path) && other.has(root, path),
  mayBeBelow: (root, folder) => one.mayBeBelow(root, folder) && other.mayBeBelow(root, folder),
  places: (root) =>
    outermost(
      one
        .places(root)
        .flatMap((place) =>
          other
            .places(root)
            .flatMap((its) => (isWithin(its, place) ? [its] : isWithin(place, its) ? [place] : [])),
        ),
    ),
  everything: one.everything && other.everything,
});

/** As git has them: a pattern without a slash is a name at any depth, one with a slash starts at the root; a final slash means folders only. */
export function createIgnore(
  patterns: readonly string[],
): (path: string, isFolder: boolean) => boolean {
  const rules = patterns
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const glob = line.replace(/^\/|\/$/gu, '');
      return {
        match: globToRegExp(glob),
        byName: !line.slice(0, -1).includes('/'),
        foldersOnly: line.endsWith('/'),
      };
    });
  if (rules.length === 0) return () => false;
  return (path, isFolder) =>
    rules.some(
      ({ match, byName, foldersOnly }) =>
        (isFolder || !foldersOnly) && match.test(byName ? nameOf(path) : path),
    );
}

function outermost(places: readonly string[]): readonly string[] {
  const distinct = [...new Set(places)];
  return distinct.filter((one) => !distinct.some((it) => it !== one && isWithin(one, it)));
}

function foldersOf(path: string): string[] {
  const all = [path];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    all.push(path.slice(0, slash));
  return all;
}
