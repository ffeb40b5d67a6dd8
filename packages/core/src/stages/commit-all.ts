import { EarmarkError, toFault } from '@earmark/spec';
import type { RunContext } from '../run/context.ts';
import type { Lease } from '../spec.ts';
import { type Changed, type Committed, change, record } from './commit.ts';
import type { PlannedWork } from './planning.ts';

/** So many leases are held at once, and so many changes may be without their receipts when a process is killed. */
const together = 16;

export interface CommitAllOptions {
  readonly concurrency: number;
  /** Told of each that is written down, also where another one could not be. */
  readonly ended: (work: PlannedWork, how: Committed) => void;
}

/**
 * Applies journalled plans, each under its lease, and writes down how they ended before anybody else can have the
 * leases. What a database is asked about one of them it is asked about all in the same turn, so that it can answer
 * with one statement. What a stop left unbegun is not told of.
 */
export async function commitAll(
  planned: readonly PlannedWork[],
  options: CommitAllOptions,
  run: RunContext,
): Promise<void> {
  for (let first = 0; first < planned.length && !run.signal.aborted; first += together)
    await commitSome(planned.slice(first, first + together), options, run);
}

async function commitSome(
  planned: readonly PlannedWork[],
  { concurrency, ended }: CommitAllOptions,
  run: RunContext,
): Promise<void> {
  const leases: Lease[] = [];
  try {
    const begun = await allEnded(planned.map((work) => begin(work, leases, run)));
    const done: { readonly work: PlannedWork; readonly how: Changed }[] = [];
    const worker = async () => {
      for (let next = begun.shift(); next && !run.signal.aborted; next = begun.shift()) {
        const { work, lease, refused } = next;
        const how = refused ?? (await change(work, lease, run, run.withOthers));
        done.push({ work, how });
      }
    };
    await allEnded(Array.from({ length: Math.min(concurrency, begun.length) }, worker));
    await allEnded(done.map(async ({ work, how }) => ended(work, await record(work, how, run))));
  } finally {
    await Promise.all(leases.map((lease) => lease.release()));
  }
}

type Begun =
  | { readonly work: PlannedWork; readonly lease: Lease; readonly refused?: never }
  | { readonly work: PlannedWork; readonly lease?: never; readonly refused: Changed };

async function begin(work: PlannedWork, leases: Lease[], run: RunContext): Promise<Begun> {
  let lease: Lease;
  try {
    lease = await run.lease(work.plan.change.target);
  } catch (error) {
    const fault = toFault(error);
    return { work, refused: { fault, skipped: EarmarkError.is(error, 'locked') } };
  }
  leases.push(lease);
  // Another worker's recovery may have given it up; nobody would look for the change after a kill.
  if (run.withOthers) await run.store.journal.setPlanStatus(work.plan.id, 'planned');
  return { work, lease };
}

/** Nothing is still being written when a failure goes on its way: the leases end behind it. */
async function allEnded<Value>(work: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
