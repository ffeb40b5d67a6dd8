import { randomUUID } from 'node:crypto';
import { toFault } from '../errors.ts';
import type { RunContext } from '../run/context.ts';
import type { Fault, Lease, Receipt } from '../spec.ts';
import { type PlannedWork, reportFailed } from './planning.ts';

export type Committed = { readonly receipt: Receipt } | { readonly fault: Fault };

/**
 * Applies one journalled plan under its lease, or one that the caller holds, and writes the receipt down. A
 * failure of the change is an answer, not a throw.
 */
export async function commit(work: PlannedWork, run: RunContext, held?: Lease): Promise<Committed> {
  const { sink, plan, decisions } = work;
  const { target } = plan.change;
  const { journal } = run.store;
  const done = await change(work, run, held);
  if ('receipt' in done) {
    // Where this fails the change is made and its plan stays open: the next run's recovery writes the receipt.
    await journal.saveReceipt({
      id: randomUUID(),
      run: run.id,
      sink: sink.name,
      receipt: done.receipt,
      decisions,
    });
    run.count('applied');
    run.emit('change-applied', { receipt: done.receipt });
    return done;
  }
  const { fault } = done;
  await journal.setPlanStatus(plan.id, fault.code === 'aborted' ? 'abandoned' : 'failed', fault);
  if (fault.code === 'aborted') return done;
  reportFailed({ target, fault }, run);
  return done;
}

async function change(
  { sink, plan }: PlannedWork,
  run: RunContext,
  held: Lease | undefined,
): Promise<Committed> {
  try {
    const lease = held ?? (await run.lease(plan.change.target));
    try {
      return { receipt: await sink.apply(plan, { ...run.context(sink), lease }) };
    } finally {
      if (!held) await lease.release();
    }
  } catch (error) {
    return { fault: toFault(error) };
  }
}
