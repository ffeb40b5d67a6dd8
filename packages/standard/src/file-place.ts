import { realpathSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { targetId, toFault } from '@earmark/core';
import { rootId } from './library-at.ts';

export interface FilePlace {
  readonly root: string;
  /** Where the root is, absolute. */
  readonly folder: string;
  /** What the file is called as a target. */
  readonly target: string;
}

/** A file belongs to the root that it lies in, else to its own folder. It need not exist. */
export function placeOfFile(file: string, roots: Readonly<Record<string, string>>): FilePlace {
  const wanted = resolve(file);
  for (const [root, folder] of Object.entries(roots)) {
    for (const each of [wanted, realOrSame(wanted)]) {
      const below = relative(resolve(folder), each);
      if (below === '' || below === '..' || below.startsWith(`..${sep}`)) continue;
      return { root, folder, target: targetId(root, below.split(sep).join('/')) };
    }
  }
  const folder = dirname(wanted);
  const root = rootId(folder);
  return { root, folder, target: targetId(root, basename(wanted)) };
}

function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    // A file that is not there is reported by the sink, with its name.
    if (toFault(error).code === 'io') return path;
    throw error;
  }
}
