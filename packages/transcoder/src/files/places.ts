import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EarmarkError, parseTarget, pathOfTarget } from '@earmark/core';

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
  const path = pathOfTarget(target, roots);
  if (
    parseTarget(target)
      .path.split('/')
      .some((part) => /^\.earmark|\.earmark-tmp\./.test(part))
  )
    throw new EarmarkError('config', `${target} is one of our own files`);
  return path;
}
