import { EarmarkError } from '@earmark/spec';
import type { Records } from '../ports.ts';
import type { Json } from '../spec.ts';
import { nextSlot } from './next-slot.ts';
import type { Schedule, Slot } from './schedule.ts';

const collection = 'schedules';
/** Whoever takes a slot has so long to start it; then another machine does. */
const startMs = 60_000;
/** Later than this is late. */
const graceMs = 60_000;

/** What is remembered of a schedule, for all machines. */
interface Memory {
  /** The rule that `next` follows from. */
  readonly rule: string;
  readonly next: number;
  /** The slot that was started last. */
  readonly last?: number;
  /** A slot that a machine is just starting. */
  readonly starting?: { readonly at: number; readonly until: number };
}

/**
 * Starts a schedule's slot where one is due and no other machine has it, and gives when to look again. A machine
 * that dies while it starts one leaves it to the next that looks.
 */
export async function takeSlot(
  records: Records,
  { key, rule, quietUntil, spreadMs = 0 }: Schedule,
  now: number,
  start: (slot: Slot) => Promise<void>,
): Promise<number> {
  const record = await records.get(collection, key);
  const known = record?.value as Memory | undefined;
  let revision = record?.revision ?? 0;
  const name = JSON.stringify(rule);
  const save = async (memory: Memory) => {
    const value = JSON.parse(JSON.stringify(memory)) as Json;
    [revision = 0] = await records.commit([{ collection, key, value, expect: revision }]);
  };
  try {
    if (known?.rule !== name) {
      const next = await nextSlot(rule, now);
      await save({ rule: name, next });
      return next + spreadMs;
    }
    const { next, last, starting } = known;
    const free = starting === undefined || starting.until <= now;
    const due = starting?.at ?? next;
    if (!free) return starting.until;
    if (due + spreadMs > now) return due + spreadMs;
    const quiet = quietUntil?.(now);
    if (quiet !== undefined && quiet > now) return quiet;
    const following = await nextSlot(rule, now, due);
    await save({
      rule: name,
      next: following,
      ...(last !== undefined && { last }),
      starting: { at: due, until: now + startMs },
    });
    await start({ at: due, late: now - due - spreadMs > graceMs });
    await save({ rule: name, next: following, last: due });
    return following + spreadMs;
  } catch (error) {
    // Another machine was quicker.
    if (EarmarkError.is(error, 'conflict')) return now;
    throw error;
  }
}
