import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../spec.ts';
import { namesIn } from './disk.ts';
import { type LeftoverName, parseLeftover } from './leftover-names.ts';
import { lifeOfOwner } from './owner.ts';
import type { Life } from './process-identity.ts';

export interface Leftover extends LeftoverName {
  readonly path: string;
}
/** What lies in a folder: `abandoned` is nobody's any more, `foreign` may be of a process that cannot be asked about, `living` is in use. */
export interface Leftovers {
  readonly abandoned: readonly Leftover[];
  readonly foreign: readonly Leftover[];
  readonly living: readonly Leftover[];
}

/**
 * No work on a file goes so long without touching its temporary file. Only this tells of a container that was
 * killed or a machine that is gone, unless somebody holds the lease of the file that it is about.
 */
export const abandonedMs = 24 * 3_600_000;

/** A folder that is gone has none. */
export async function leftoversIn(folder: string, clock: Clock): Promise<Leftovers> {
  const found = {
    abandoned: [] as Leftover[],
    foreign: [] as Leftover[],
    living: [] as Leftover[],
  };
  const lives = new Map<string, Life>();
  for (const name of await namesIn(folder)) {
    const parsed = parseLeftover(name);
    if (parsed === undefined) continue;
    const { owner } = parsed;
    const life = lives.get(owner) ?? (await lifeOfOwner(owner));
    lives.set(owner, life);
    const leftover = { ...parsed, path: join(folder, name) };
    if (life === 'alive') found.living.push(leftover);
    else if (life === 'dead' || (await isOld(leftover.path, clock))) found.abandoned.push(leftover);
    else found.foreign.push(leftover);
  }
  return found;
}

async function isOld(path: string, clock: Clock): Promise<boolean> {
  try {
    return clock.now() - (await stat(path)).mtimeMs > abandonedMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
