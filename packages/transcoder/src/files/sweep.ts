import { join } from 'node:path';
import type { Clock, Finding } from '@earmark/core';
import { isThere } from './identity.ts';
import { clearRemoved, type Entry, entriesIn, readRecord, removeEntry, storedAt } from './kept.ts';
import { sweepTemporaries } from './temporary.ts';

/**
 * Clears a folder of what dead processes left and of originals whose days are over. Says whether anything stays, and `until` when nothing will
 * change by itself: where only originals are kept, until the first of them may go.
 *
 * It holds no lease, and at any moment another worker may be replacing a file here, on another machine too. So an
 * entry whose days are not over is not even opened: what looks left behind in it may be about to become the only
 * original. What a kill left between two names is settled by `apply`, `inspect` and `revert`, under the lease.
 */
export async function sweepFolder(
  folder: string,
  clock: Clock,
): Promise<{
  readonly findings: readonly Finding[];
  readonly empty: boolean;
  readonly until?: number;
}> {
  if (!(await isThere(folder))) return { findings: [], empty: true };
  const temporaries = await sweepTemporaries(folder, clock);
  const findings: Finding[] = temporaries.removed.map((path) => ({
    level: 'ok' as const,
    text: `removed ${path}, left by a process that died`,
  }));
  await clearRemoved(folder);
  const now = clock.now();
  for (const entry of await entriesIn(folder)) {
    const finding = entry.until <= now ? await endEntry(folder, entry) : undefined;
    if (finding) findings.push(finding);
  }
  const kept = await entriesIn(folder);
  if (temporaries.others > 0) return { findings, empty: false };
  if (kept.length === 0) return { findings, empty: true };
  return { findings, empty: false, until: Math.min(...kept.map(({ until }) => until)) };
}

async function endEntry(folder: string, entry: Entry): Promise<Finding | undefined> {
  const record = await readRecord(entry);
  if (!record) {
    // Nothing is replaced before the record is written: there is nothing in it but empty folders.
    await removeEntry(folder, entry);
    return undefined;
  }
  const { before, after } = record;
  const stored = storedAt(entry, 'before', before.name);
  const one = await isThere(join(folder, before.name));
  if (one || (await isThere(join(folder, after.name)))) {
    if (!(await removeEntry(folder, entry))) return undefined;
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
