import type { Disk } from './disk.ts';
import { found } from './disk.ts';
import { parseRecord } from './record.ts';
import { refresh } from './tokens.ts';

/**
 * The deed of a lock: a second file, named by the lock's nonce, in the folder of deeds beside it. Whoever has
 * renamed it to a name of their own may remove the lock, and nobody else: exactly one rename succeeds, the
 * server decides it, and as a nonce is used once, who comes late or has read something old finds nothing to
 * rename. At home a deed has one of two names, so that its holder proves that it is still theirs by moving it
 * from one to the other.
 */
export type Side = 0 | 1;

export const deedAtHome = (folder: string, nonce: string, side: Side) =>
  `${folder}/deed-${nonce}.${side}`;
const deedTaken = (folder: string, nonce: string, by: string) => `${folder}/deed-${nonce}-${by}`;

/** The side that the deed is on now; undefined where somebody has taken it. A lost answer shows as a deed that is there already. */
export async function proveDeed(
  disk: Disk,
  folder: string,
  nonce: string,
  side: Side,
): Promise<Side | undefined> {
  const other: Side = side === 0 ? 1 : 0;
  const move = (from: Side, to: Side) =>
    found(() => disk.rename(deedAtHome(folder, nonce, from), deedAtHome(folder, nonce, to)));
  if (await move(side, other)) return other;
  return (await move(other, side)) ? side : undefined;
}

/** The path of the deed in the hands of `by`, or undefined where it was not at home. */
export async function takeDeed(
  disk: Disk,
  folder: string,
  nonce: string,
  by: string,
): Promise<string | undefined> {
  const mine = deedTaken(folder, nonce, by);
  for (const side of [0, 1, 0] as const)
    if (await found(() => disk.rename(deedAtHome(folder, nonce, side), mine))) return mine;
  return undefined;
}

/** Who took the deed and has not finished. */
export async function takerOf(
  disk: Disk,
  folder: string,
  nonce: string,
): Promise<string | undefined> {
  await refresh(disk, folder);
  const start = `deed-${nonce}-`;
  const name = (await disk.names(folder)).find((each) => each.startsWith(start));
  return name?.slice(start.length);
}

/** From the hands of one who died before finishing. */
export async function takeDeedFrom(
  disk: Disk,
  folder: string,
  nonce: string,
  from: string,
  by: string,
): Promise<string | undefined> {
  const mine = deedTaken(folder, nonce, by);
  return (await found(() => disk.rename(deedTaken(folder, nonce, from), mine))) ? mine : undefined;
}

/** Removes the lock, then the deed. The lock is looked at again: the last owner of the deed may have removed it, and another lock may be there. */
export async function finish(disk: Disk, lock: string, nonce: string, deed: string): Promise<void> {
  if (await stillHolds(disk, lock, nonce)) await found(() => disk.unlink(lock));
  await found(() => disk.unlink(deed));
}

export async function stillHolds(disk: Disk, lock: string, nonce: string): Promise<boolean> {
  let holds = false;
  await found(async () => {
    holds = parseRecord(await disk.read(lock))?.nonce === nonce;
  });
  return holds;
}
