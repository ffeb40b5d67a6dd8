import { isAbsolute, join, relative } from 'node:path';
import { parseTarget } from '@earmark/core';

/** How people see a target: as a path that they can paste, relative where it lies below the folder they are in. */
export type ShowPlace = (target: string) => string;

export function createShowPlace(roots: Readonly<Record<string, string>>, cwd: string): ShowPlace {
  return (target) => {
    const { root, path: below } = parseTarget(target);
    const folder = Object.hasOwn(roots, root) ? roots[root] : undefined;
    // Of a root that this machine does not have, what lies below it still tells more than its id.
    if (folder === undefined) return root === '' ? target : below;
    const path = join(folder, below);
    const near = relative(cwd, path);
    return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
  };
}

/** What went wrong with a target: many errors name their file themselves, and once is enough. */
export function aboutPlace(place: string, message: string): string {
  return message.includes(place) ? message : `${place}: ${message}`;
}
