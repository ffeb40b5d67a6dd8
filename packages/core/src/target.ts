import { isAbsolute, join } from 'node:path';
import { EarmarkError } from '@earmark/spec';

type Roots = Readonly<Record<string, string>>;

/** What a target's id says: `<root id>:<path below it>`, with `/`. Without a colon there is no root. */
export function parseTarget(id: string): { readonly root: string; readonly path: string } {
  const colon = id.indexOf(':');
  return { root: id.slice(0, Math.max(colon, 0)), path: id.slice(colon + 1) };
}

export const targetId = (root: string, path: string): string => `${root}:${path}`;

/** Where this machine has a target: the only way from an id to a path. Refuses what leads out of its root. */
export function pathOfTarget(id: string, roots: Roots): string {
  const { root, path } = parseTarget(id);
  const folder = Object.hasOwn(roots, root) ? roots[root] : undefined;
  if (root === '' || folder === undefined || !isAbsolute(folder))
    throw new EarmarkError(
      'config',
      `${id}: this machine has no such root. Known roots: ${Object.keys(roots).join(', ') || 'none'}`,
    );
  const parts = path.split('/');
  if (path === '' || parts[0] === '' || parts.includes('..') || path.includes('\0'))
    throw new EarmarkError('config', `${id} does not lie below its root`);
  return join(folder, path);
}
