import { createHash } from 'node:crypto';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { EarmarkError, parseTarget, targetId } from '@earmark/core';

type Roots = Readonly<Record<string, string>>;

/** Where a key's lock lies. */
export interface Place {
  readonly key: string;
  /** What the record calls `file`. */
  readonly file: string;
  readonly lock: string;
  /** Beside the lock: the counter of tokens and the deeds. */
  readonly deeds: string;
}
export interface PlaceOptions {
  readonly suffix: string;
  readonly folder?: string | undefined;
  readonly roots: Roots;
}

export const deedsName = '.earmark-locks';
const longestName = 255;

export function placeOf(key: string, { suffix, folder, roots }: PlaceOptions): Place {
  const path = pathOf(key, roots);
  if (path !== undefined) return beside(key, path, suffix);
  if (folder !== undefined) return beside(key, join(folder, encodeURIComponent(key)), suffix, key);
  throw new EarmarkError(
    'config',
    `the lock key "${key}" is neither an absolute path nor below a known root (${Object.keys(roots).join(', ') || 'none is known'}): name the root's folder in "roots", or give createFileLock a "folder" for such keys`,
  );
}

/** The path that a key names on this machine. */
export function pathOf(key: string, roots: Roots): string | undefined {
  if (isAbsolute(key)) return key;
  const { root: id, path: inside } = parseTarget(key);
  const root = id === '' ? undefined : roots[id];
  if (root === undefined) return undefined;
  const path = join(root, inside);
  if (relative(root, path).split(sep)[0] === '..')
    throw new EarmarkError('config', `the lock key "${key}" leads out of its root ${root}`);
  return inside === '' ? join(path, sep) : path;
}

/** The key of a lock file that was found on the disk. */
export function keyOf(lock: string, { suffix, folder, roots }: PlaceOptions): string {
  const path = lock.slice(0, -suffix.length);
  if (folder !== undefined && dirname(path) === folder) return decodeURIComponent(basename(path));
  for (const [id, root] of Object.entries(roots)) {
    const inside = relative(root, path);
    if (inside.split(sep)[0] !== '..' && !isAbsolute(inside))
      return targetId(id, inside.split(sep).join('/'));
  }
  return path;
}

function beside(key: string, path: string, suffix: string, file = path): Place {
  const inFolder = path.endsWith(sep);
  const folder = inFolder ? path.slice(0, -1) : dirname(path);
  const name = inFolder ? '' : basename(path);
  return {
    key,
    file,
    lock: join(folder, `${fitting(name, suffix)}${suffix}`),
    deeds: join(folder, deedsName),
  };
}

/** File systems end names at 255 bytes: a longer one is cut and told from others by its digest. */
function fitting(name: string, suffix: string): string {
  if (Buffer.byteLength(name + suffix) <= longestName) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  const room = longestName - Buffer.byteLength(`~${digest}${suffix}`);
  const cut = Buffer.from(name)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${cut}~${digest}`;
}
