import { join } from 'node:path';
import { type Progress, progressOf } from './exchange.ts';
import {
  type Entry,
  type KeptRecord,
  prolongEntry,
  readRecord,
  spareMs,
  storedAt,
} from './kept.ts';
import { settleAside } from './replace.ts';

interface Begun {
  readonly entry: Entry;
  readonly record: KeptRecord;
  readonly progress: Progress;
}

/** How far the plan's own record says that an earlier process got. Only for who holds the target's lease: what was left between two names is put right. */
export async function begun(folder: string, plan: string, now: number): Promise<Begun | undefined> {
  const entry = await prolongEntry(folder, plan, now + spareMs);
  const record = entry && (await readRecord(entry));
  if (!entry || !record) return undefined;
  await settleEntry(folder, entry, record);
  return { entry, record, progress: await progressOf(folder, record.before, record.after) };
}

/** A file that waits aside has its name again. */
export async function settleEntry(
  folder: string,
  entry: Entry,
  { before, after }: Pick<KeptRecord, 'before' | 'after'>,
): Promise<void> {
  await settleAside(join(folder, before.name), storedAt(entry, 'before', before.name));
  await settleAside(join(folder, after.name), storedAt(entry, 'after', after.name));
}
