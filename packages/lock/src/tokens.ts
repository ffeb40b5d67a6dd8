import { randomUUID } from 'node:crypto';
import { EarmarkError } from '@earmark/core';
import { codeOf, type Disk, found } from './disk.ts';

/**
 * The counter of a folder is the name of an empty file, `token-<n>`, and it is advanced by renaming that file to
 * the next number. Of all who try the same step exactly one succeeds, and one who comes late finds the old
 * number gone: it can never go back. It outlives every lock, and one counter serves all keys of the folder.
 */
export interface Tokens {
  /** The number that `next` would give if nobody else came between. */
  guess(folder: string): number;
  /** Larger than every number given before, by any process. */
  next(disk: Disk, folder: string): Promise<number>;
}

const patience = 1_000;

export function createTokens(): Tokens {
  const last = new Map<string, number>();
  return {
    guess: (folder) => (last.get(folder) ?? 0) + 1,
    async next(disk, folder) {
      for (let attempt = 0; attempt < patience; attempt++) {
        const current = last.get(folder) ?? (await readCounter(disk, folder));
        const step = () => disk.rename(tokenFile(folder, current), tokenFile(folder, current + 1));
        if (await found(step)) {
          last.set(folder, current + 1);
          return current + 1;
        }
        last.set(folder, await readCounter(disk, folder));
      }
      throw new EarmarkError(
        'io',
        `the counter of locks in ${folder} could not be advanced in ${patience} attempts: run "earmark locks doctor" on this mount`,
      );
    },
  };
}

async function readCounter(disk: Disk, folder: string): Promise<number> {
  await refresh(disk, folder);
  const numbers = (await disk.names(folder))
    .map((name) => /^token-(\d+)$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
  if (numbers.length > 0) return Math.max(...numbers);
  throw new EarmarkError(
    'io',
    `${folder} has lost its counter, a file called token-<number>: remove this folder while nobody holds a lock beside it, and it is made again`,
  );
}

/** A client that has just changed a folder on a server learns whether others did, and drops what it remembered of it. */
export async function refresh(disk: Disk, folder: string): Promise<void> {
  const own = `${folder}/refresh-${randomUUID()}`;
  await disk.mkdir(own);
  await disk.rmdir(own);
}

/** Made complete under another name and moved into place, so that nobody sees it without its counter. */
export async function createTokenFolder(disk: Disk, folder: string): Promise<void> {
  const own = `${folder}.${randomUUID()}`;
  await disk.mkdir(own);
  await disk.create(tokenFile(own, 0), '');
  try {
    await disk.rename(own, folder);
  } catch (error) {
    await disk.unlink(tokenFile(own, 0));
    await disk.rmdir(own);
    const lost = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
    if (!lost || !(await found(() => disk.names(folder)))) throw error;
  }
}

const tokenFile = (folder: string, number: number) => `${folder}/token-${number}`;
