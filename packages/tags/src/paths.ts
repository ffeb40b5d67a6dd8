import { realpathSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { nameFile } from './worker/faults.ts';

/** Where this machine has a target; the only way from an id to a path. */
export function pathOf(target: string, roots: Readonly<Record<string, string>>): string {
  const colon = target.indexOf(':');
  const root = Object.hasOwn(roots, target.slice(0, colon))
    ? roots[target.slice(0, colon)]
    : undefined;
  const relative = target.slice(colon + 1);
  if (colon < 1 || root === undefined || !isAbsolute(root)) {
    throw new EarmarkError(
      'config',
      `${target}: there is no such root here (${Object.keys(roots).join(', ') || 'none at all'})`,
    );
  }
  const climbs = posix.isAbsolute(relative) || relative.split('/').some((part) => part === '..');
  if (climbs || relative === '' || relative.includes('\0'))
    throw new EarmarkError('config', `${target} does not lie below its root`);
  return join(root, relative);
}

/** A link is followed, and the file itself replaced: the link stays a link. Not worth a thread. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw nameFile(error, path);
  }
}
