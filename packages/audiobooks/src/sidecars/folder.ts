import { readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import { type PluginContext, parseTarget, type Subject } from '@earmark/core';
import { isAudio } from '../import/groups.ts';

/** The one folder that all of a book's files lie in, as the start of a target's id; its discs lie one below. */
export async function folderOf(
  { targets }: Pick<Subject, 'targets'>,
  { roots }: Pick<PluginContext, 'roots'>,
): Promise<string | undefined> {
  const files = targets.filter(({ sink }) => sink === 'tags').map(({ id }) => parseTarget(id));
  const folders = new Set(files.map(({ root, path }) => `${root}:${bookFolder(path)}`));
  const [folder] = folders;
  if (folder === undefined || folders.size > 1) return undefined;
  if (!folder.endsWith(':')) return `${folder}/`;
  // A root is a book's own folder where somebody pointed at the book; in a library, others lie beside it.
  const own = new Set(files.map(({ path }) => path));
  const there = await readdir(roots[folder.slice(0, -1)] ?? '', { withFileTypes: true });
  const isOwn = (name: string) =>
    /^[.@]/.test(name) || own.has(name) || [...own].some((path) => path.startsWith(`${name}/`));
  return there.every((each) => isOwn(each.name) || (each.isFile() && !isAudio(each.name)))
    ? folder
    : undefined;
}

function bookFolder(path: string): string {
  const folder = posix.dirname(path);
  const isDisc = /^(?:cd|dis[ck])\s*\d+$/i.test(posix.basename(folder));
  const at = isDisc ? posix.dirname(folder) : folder;
  return at === '.' ? '' : at;
}
