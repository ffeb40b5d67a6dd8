import { isAbsolute, relative, sep } from 'node:path';

/** Whether two absolute folders are the same or one is inside the other, however they are spelled. */
export function foldersOverlap(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
