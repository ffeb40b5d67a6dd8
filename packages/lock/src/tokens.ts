import { randomBytes, randomUUID } from 'node:crypto';
import { EarmarkError } from '@earmark/core';
import { codeOf, type Disk, found } from './disk.ts';

/**
 * The counter of a folder is the name of an empty file, `token-<n>-<random>`, and it is advanced by renaming that
 * file to the next number. Of all who try the same step exactly one succeeds, and one who comes late finds the old
 * name gone: it can never go back. It outlives every lock, and one counter serves all keys of the folder.
 *
 * The random part is new at each step, so that no two processes rename to one name: a client that still believes
 * in the old name and already sees the new one, both of one file, would call such a rename done without asking
 * its server (seen on SMB: one number was given three times).
 */
export interface Tokens {
  /** The number that `next` would give if nobody else came between. */
  guess(folder: string): number;
  /** Larger than every number given before, by any process. */
  next(disk: Disk, folder: string): Promise<number>;
}

interface Counter {
  readonly number: number;
  readonly name: string;
}

const patience = 1_000;

export function createTokens(): Tokens {
  const last = new Map<string, Counter>();
  return {
    guess: (folder) => (last.get(folder)?.number ?? 0) + 1,
    async next(disk, folder) {
      for (let attempt = 0; attempt < patience; attempt++) {
        const current = last.get(folder) ?? (await readCounter(disk, folder));
        const following = counterOf(current.number + 1);
        const step = () => disk.rename(`${folder}/${current.name}`, `${folder}/${following.name}`);
        if (await found(step)) {
          last.set(folder, following);
          return following.number;
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

function counterOf(number: number): Counter {
  return { number, name: `token-${number}-${randomBytes(8).toString('hex')}` };
}

async function readCounter(disk: Disk, folder: string): Promise<Counter> {
  await refresh(disk, folder);
  let largest: Counter | undefined;
  for (const name of await disk.names(folder)) {
    const digits = /^token-(\d+)-/.exec(name)?.[1];
    if (digits !== undefined && Number(digits) >= (largest?.number ?? 0))
      largest = { number: Number(digits), name };
  }
  if (largest !== undefined) return largest;
  throw new EarmarkError(
    'io',
    `${folder} has lost its counter, a file called token-<number>-<random>: remove this folder while nobody holds a lock beside it, and it is made again`,
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
  const { name } = counterOf(0);
  await disk.create(`${own}/${name}`, '');
  try {
    await disk.rename(own, folder);
  } catch (error) {
    await disk.unlink(`${own}/${name}`);
    await disk.rmdir(own);
    const lost = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
    if (!lost || !(await found(() => disk.names(folder)))) throw error;
  }
}
