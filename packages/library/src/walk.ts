import { type Dirent, readFileSync, realpathSync, statSync } from 'node:fs';
import { type DiscFolder, discFolder, type Fault, type FileKey } from '@earmark/core';

import { list } from './listing.ts';
import { mediaExtensions } from './media-extensions.ts';
import { contains, type Settings } from './options.ts';
import { absolute, extensionOf, isWithin, joined, nameOf } from './paths.ts';
import { createIgnore, type Selection } from './selection.ts';
import { isSystemFile, isSystemFolder } from './skipped-names.ts';

/** What is grouped together: a folder and those of its folders that are named as discs. */
export interface Unit {
  readonly root: string;
  readonly folder: string;
  /** Only folders that hold media. The unit's own folder comes first. */
  readonly folders: readonly UnitFolder[];
}
interface UnitFolder {
  readonly path: string;
  readonly disc?: DiscFolder;
  readonly files: readonly FileKey[];
}
export interface WalkOptions {
  readonly settings: Settings;
  readonly extensions: ReadonlySet<string>;
  readonly selection: Selection;
  /** A folder or file that is there and cannot be looked at, or has a name that no path can spell. */
  failed(root: string, path: string, fault: Fault): void;
  /** Media by its name that no reader exists for. */
  unread?(extension: string): void;
}
type Ignored = (path: string, isFolder: boolean) => boolean;
interface Folder {
  readonly path: string;
  readonly files: readonly FileKey[];
  readonly folders: readonly string[];
  readonly ignored: Ignored;
}

const ignoreFile = '.earmarkignore';

/**
 * All units of a root, parents first, in the order of their names. One folder is in memory at a time. A folder
 * without media is a unit without folders, so that the caller gets a say between any two. Nothing is opened.
 */
export function* walk(root: string, options: WalkOptions): Generator<Unit> {
  const visited = new Set<string>();
  yield* below(readFolder(root, '', createIgnore(options.settings.ignore), visited, options));

  function* below(folder: Folder | undefined): Generator<Unit> {
    if (!folder) return;
    const isDisc = (path: string) => discFolder(nameOf(path)) !== undefined;
    const read = (path: string) => readFolder(root, path, folder.ignored, visited, options);
    const discs = folder.folders.filter(isDisc).map(read);
    yield unitOf(root, folder, discs, options.selection);
    for (const disc of discs)
      for (const path of disc?.folders ?? [])
        if (disc && options.selection.mayBeBelow(root, path))
          yield* below(readFolder(root, path, disc.ignored, visited, options));
    for (const path of folder.folders)
      if (!isDisc(path) && options.selection.mayBeBelow(root, path)) yield* below(read(path));
  }
}

/** One unit, read afresh: the walk goes only where the way to its folder leads. */
export function readUnit(root: string, folder: string, options: WalkOptions): Unit {
  const selection: Selection = {
    has: () => true,
    mayBeBelow: (_, path) => isWithin(folder, path),
    places: () => [folder],
    everything: false,
  };
  for (const unit of walk(root, { ...options, selection })) if (unit.folder === folder) return unit;
  return { root, folder, folders: [] };
}

function unitOf(
  root: string,
  own: Folder,
  discs: readonly (Folder | undefined)[],
  selection: Selection,
): Unit {
  const folders: UnitFolder[] = [];
  if (own.files.length > 0) folders.push({ path: own.path, files: own.files });
  for (const each of discs) {
    const disc = each && discFolder(nameOf(each.path));
    if (disc && each.files.length > 0) folders.push({ path: each.path, disc, files: each.files });
  }
  const wanted =
    selection.everything ||
    folders.some(({ files }) => files.some(({ path }) => selection.has(root, path)));
  return { root, folder: own.path, folders: wanted ? folders : [] };
}

function readFolder(
  root: string,
  path: string,
  inherited: Ignored,
  visited: Set<string>,
  options: WalkOptions,
): Folder | undefined {
  const { settings, extensions } = options;
  const base = settings.roots[root] ?? '';
  const place = absolute(base, path);
  const files: FileKey[] = [];
  const folders: string[] = [];
  try {
    const { entries, unspeakable } = list(place);
    for (const name of unspeakable) options.failed(root, joined(path, name), notUtf8(place, name));
    const ignored = ignoredIn(place, path, entries, inherited);
    for (const entry of entries) {
      const { name } = entry;
      if (!settings.hidden && name.startsWith('.')) continue;
      const child = joined(path, name);
      if (entry.isFile()) {
        if (isSystemFile(name) || ignored(child, false)) continue;
        const extension = extensionOf(name);
        if (!extensions.has(extension)) {
          if (mediaExtensions.has(extension) && options.selection.has(root, child))
            options.unread?.(extension);
          continue;
        }
        const key = keyOf(root, child, `${place}/${name}`, options);
        if (key) files.push(key);
      } else if (
        (entry.isDirectory() || leadsOut(entry, `${place}/${name}`, visited, settings)) &&
        !isSystemFolder(name) &&
        !ignored(child, true)
      )
        folders.push(child);
    }
    return { path, files, folders, ignored };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // A folder below the root that vanished while we looked is simply no longer there.
    if (path !== '' && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    options.failed(root, path, {
      code: 'io',
      message: `cannot look into ${place}: ${code ?? String(error)}. Make it readable, or ignore it`,
    });
    return undefined;
  }
}

function keyOf(
  root: string,
  path: string,
  place: string,
  options: WalkOptions,
): FileKey | undefined {
  try {
    const { size, mtimeNs, ino } = statSync(place, { bigint: true });
    return { root, path, size: Number(size), mtimeNs: String(mtimeNs), inode: String(ino) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT')
      options.failed(root, path, { code: 'io', message: `cannot look at ${place}: ${code}` });
    return undefined;
  }
}

/**
 * A link to a folder outside all roots, not yet walked. Those inside are found under their own name. Real
 * folders are told by device and inode; a chain of links that comes back to one of them ends there.
 */
function leadsOut(entry: Dirent, place: string, visited: Set<string>, settings: Settings): boolean {
  if (!settings.followLinks || !entry.isSymbolicLink()) return false;
  try {
    const target = statSync(place, { bigint: true });
    const real = realpathSync(place);
    const inside = Object.values(settings.roots).some((root) => contains(realpathSync(root), real));
    const identity = `${target.dev}:${target.ino}`;
    if (!target.isDirectory() || inside || visited.has(identity)) return false;
    visited.add(identity);
    return true;
  } catch {
    // A link to nothing, or to itself, leads nowhere.
    return false;
  }
}

/** A folder's own patterns are relative to it; an empty file means the whole folder. */
function ignoredIn(
  place: string,
  folder: string,
  entries: readonly Dirent[],
  inherited: Ignored,
): Ignored {
  if (!entries.some((entry) => entry.name === ignoreFile && entry.isFile())) return inherited;
  const text = readFileSync(`${place}/${ignoreFile}`, 'utf8');
  if (text.trim() === '') return () => true;
  const own = createIgnore(text.split('\n'));
  const cut = folder === '' ? 0 : folder.length + 1;
  return (path, isFolder) => inherited(path, isFolder) || own(path.slice(cut), isFolder);
}

function notUtf8(place: string, name: string): Fault {
  return {
    code: 'unsupported',
    message: `${place} has a name that is not UTF-8 (shown as ${JSON.stringify(name)}): rename it, then scan again`,
  };
}
