import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { EarmarkError, type Lease } from '@earmark/core';
import { deedAtHome, finish, takeDeed, takeDeedFrom, takerOf } from './deeds.ts';
import { type Disk, found } from './disk.ts';
import type { Place } from './places.ts';
import type { Watch } from './watch.ts';

export interface BreakOptions {
  readonly place: Place;
  readonly disk: Disk;
  readonly watch: Watch;
  /** The nonce of the lock that was judged. */
  readonly nonce: string;
  /** Who breaks it: the nonce of a deed that tells others whether its writer lives. */
  readonly by: string;
}

/** Removes a lock whose holder was judged dead or stale. False: somebody else is at it. */
export async function breakLock({ place, disk, watch, nonce, by }: BreakOptions): Promise<boolean> {
  const deed = (await takeDeed(disk, place.deeds, nonce, by)) ?? (await deedOfDeadTaker());
  if (deed === undefined) return false;
  await finish(disk, place.lock, nonce, deed);
  watch.forget(place.lock);
  return true;

  async function deedOfDeadTaker(): Promise<string | undefined> {
    const taker = await takerOf(disk, place.deeds, nonce);
    if (taker === undefined) return undefined;
    // A deed in its own holder's hands was being released, and that holder has been judged already.
    const ended = taker === nonce || (await isGone(taker));
    return ended ? takeDeedFrom(disk, place.deeds, nonce, taker, by) : undefined;
  }

  async function isGone(taker: string): Promise<boolean> {
    const path = deedAtHome(place.deeds, taker, 0);
    let text = '';
    await found(async () => {
      text = await disk.read(path);
    });
    return (await watch.judge(path, text)).state !== 'held';
  }
}

export interface BreakForeignOptions {
  readonly place: Place;
  readonly disk: Disk;
  readonly watch: Watch;
  /** Acquires a lock at once or throws `locked`. */
  readonly acquire: (place: Place) => Promise<Lease>;
  /** What the lock said when it was judged. */
  readonly text: string;
}

/**
 * Removes a stale lock that has no deed, as other tools write them. Only one process at a time is at it (under a
 * lock of its own), so what is taken is what was judged.
 */
export async function breakForeign({
  place,
  disk,
  watch,
  acquire,
  text,
}: BreakForeignOptions): Promise<boolean> {
  const guard: Place = { ...place, lock: `${place.deeds}/${basename(place.lock)}.break` };
  try {
    await using _lease = await acquire(guard);
    let same = false;
    await found(async () => {
      same = (await disk.read(place.lock)) === text;
    });
    if (!same) return true;
    const taken = `${place.deeds}/taken-${randomUUID()}`;
    if (await found(() => disk.rename(place.lock, taken))) await found(() => disk.unlink(taken));
    return true;
  } catch (error) {
    if (EarmarkError.is(error, 'locked')) return false;
    throw error;
  } finally {
    watch.forget(place.lock);
  }
}
