import { posix } from 'node:path';
import type { Settings } from './options.ts';

/** A path of this machine as the server has it: the longest of the mapped folders holds. */
export function servedPath({ paths = {} }: Settings): (path: string) => string {
  const map = Object.entries(paths).sort(([, a], [, b]) => b.length - a.length);
  return (path) => {
    const found = map.find(([, local]) => path === local || path.startsWith(`${local}/`));
    return found ? posix.join(found[0], path.slice(found[1].length)) : path;
  };
}
