import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { EarmarkError } from '@earmark/core';

/** Where this machine has a target: its real folder, and its name there. */
export interface Place {
  readonly folder: string;
  readonly name: string;
  readonly path: string;
}

export async function placeOf(
  target: string,
  roots: Readonly<Record<string, string>>,
): Promise<Place> {
  const path = pathOf(target, roots);
  try {
    const folder = await realpath(dirname(path));
    const name = basename(path);
    return { folder, name, path: join(folder, name) };
  } catch (error) {
    throw new EarmarkError('not-found', `${target}: there is no folder ${dirname(path)}`, {
      cause: error,
    });
  }
}

function pathOf(target: string, roots: Readonly<Record<string, string>>): string {
  const colon = target.indexOf(':');
  const id = target.slice(0, colon);
  const root = Object.hasOwn(roots, id) ? roots[id] : undefined;
  const relative = target.slice(colon + 1);
  if (colon < 1 || root === undefined || !isAbsolute(root))
    throw new EarmarkError(
      'config',
      `${target}: there is no such root here (${Object.keys(roots).join(', ') || 'none at all'})`,
    );
  const parts = relative.split('/');
  if (relative === '' || parts.includes('..') || parts[0] === '' || relative.includes('\0'))
    throw new EarmarkError('config', `${target} does not lie below its root`);
  if (parts.some((part) => /^\.earmark|\.earmark-tmp\./.test(part)))
    throw new EarmarkError('config', `${target} is one of our own files`);
  return join(root, relative);
}
