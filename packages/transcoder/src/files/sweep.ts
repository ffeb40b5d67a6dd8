import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, EarmarkError, type Finding } from '@earmark/core';
import { removeIfThere } from './disk.ts';
import { progressOf } from './exchange.ts';
import { isThere } from './identity.ts';
import { type Entry, entriesIn, readRecord, removeEntry, storedAt } from './kept.ts';
import { settleAside } from './replace.ts';
import { sweepTemporaries } from './temporary.ts';

/** Clears a folder of what dead processes left and of originals whose days are over. Says whether anything stays. */
export async function sweepFolder(
  folder: string,
  clock: Clock,
): Promise<{ readonly findings: readonly Finding[]; readonly empty: boolean }> {
  if (!(await isThere(folder))) return { findings: [], empty: true };
  const findings: Finding[] = (await sweepTemporaries(folder)).map((name) => ({
    level: 'ok' as const,
    text: `removed ${join(folder, name)}, left by a process that died`,
  }));
  let left = 0;
  for (const entry of await entriesIn(folder)) {
    const finding = await sweepEntry(folder, entry, clock.now());
    if (finding) findings.push(finding);
    if (await isThere(entry.path)) left += 1;
  }
  return { findings, empty: left === 0 };
}

async function sweepEntry(folder: string, entry: Entry, now: number): Promise<Finding | undefined> {
  const record = await readRecord(entry);
  if (!record) {
    // Nothing is replaced before the record is written: there is nothing in it but empty folders.
    if (entry.until <= now) await removeEntry(folder, entry);
    return undefined;
  }
  const { before, after } = record;
  const stored = storedAt(entry, 'before', before.name);
  await settleAside(join(folder, before.name), stored);
  await settleAside(join(folder, after.name), storedAt(entry, 'after', after.name));
  if (entry.until > now) {
    // A kill before the replacement left a second name of the original: it has its own still.
    const undone = (await progressOf(folder, before, after)) === 'before';
    if (undone && (await isSecondName(stored))) await removeIfThere(stored);
    return undefined;
  }
  const one = await isThere(join(folder, before.name));
  if (one || (await isThere(join(folder, after.name)))) {
    await removeEntry(folder, entry);
    return { level: 'ok', text: `${stored} was kept long enough and is removed` };
  }
  if (!(await isThere(stored))) {
    await removeEntry(folder, entry);
    return undefined;
  }
  return {
    level: 'warning',
    text: `${stored} was kept long enough, but ${after.name} is gone from ${folder}: it stays`,
    fix: 'move it back, or delete it',
  };
}

async function isSecondName(path: string): Promise<boolean> {
  try {
    return (await stat(path)).nlink > 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new EarmarkError('io', `${path} cannot be looked at`, { cause: error });
  }
}
