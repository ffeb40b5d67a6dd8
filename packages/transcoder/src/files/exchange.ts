import { join } from 'node:path';
import { type Clock, EarmarkError } from '@earmark/core';
import { removeIfThere, syncFolder } from '@earmark/core/files';
import { copyOnce, linkOnce, renameOver } from './disk.ts';
import { type Identity, isThere, matches } from './identity.ts';
import { replace } from './replace.ts';

/** One of the two files that take each other's place: its name in the folder, what it is, where it is kept meanwhile. */
export interface Side extends Identity {
  readonly name: string;
}
export interface Exchange {
  readonly folder: string;
  /** In the folder now, and afterwards kept at `keepAt`. */
  readonly from: Side;
  readonly keepAt: string;
  /** Waits at `source`, on the same volume, and afterwards is in the folder. */
  readonly to: Side;
  readonly source: string;
  readonly clock: Clock;
  /** The last look before anything is replaced: throws where it may not happen. */
  confirm(): Promise<void>;
}

/** `half`: the new one is in place, and the old one still has its name too. */
export type Progress = 'before' | 'half' | 'after' | 'other';

export async function progressOf(folder: string, from: Side, to: Side): Promise<Progress> {
  const isTo = await matches(join(folder, to.name), to);
  if (from.name === to.name) {
    if (isTo) return 'after';
    return (await matches(join(folder, from.name), from)) ? 'before' : 'other';
  }
  const isFrom = await matches(join(folder, from.name), from);
  if (isTo) return isFrom ? 'half' : 'after';
  return isFrom ? 'before' : 'other';
}

/** At every instant one of the two, whole and checked, has its name in the folder. */
export async function exchange(swap: Exchange): Promise<void> {
  const { folder, from, to, source, keepAt, clock } = swap;
  const here = join(folder, from.name);
  const there = join(folder, to.name);
  const renamed = from.name !== to.name;
  await removeIfThere(keepAt);
  let kept = await linkOnce(here, keepAt);
  if (!kept && !renamed) {
    await copyOnce(here, keepAt);
    kept = true;
  }
  if (kept) await syncFolder(join(keepAt, '..'));
  await swap.confirm();
  if (!renamed) await replace(source, there, keepAt, clock);
  else {
    await putInPlace(source, there, clock);
    await syncFolder(folder);
    await leave(here, keepAt, kept, clock);
    await removeIfThere(source);
  }
  await syncFolder(folder);
}

/** What a process that died between the two names left to do. */
export async function finishExchange({
  folder,
  from,
  keepAt,
  clock,
}: Pick<Exchange, 'folder' | 'from' | 'keepAt' | 'clock'>): Promise<void> {
  await leave(join(folder, from.name), keepAt, await isThere(keepAt), clock);
  await syncFolder(folder);
}

async function leave(here: string, keepAt: string, kept: boolean, clock: Clock): Promise<void> {
  if (kept) await removeIfThere(here);
  else await renameOver(here, keepAt, clock);
}

async function putInPlace(source: string, there: string, clock: Clock): Promise<void> {
  if (await linkOnce(source, there)) return;
  if (await isThere(there))
    throw new EarmarkError('conflict', `${there} is already there: move it away, then plan again`);
  await renameOver(source, there, clock);
}
