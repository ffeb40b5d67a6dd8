import { randomUUID } from 'node:crypto';
import { toFault } from '../errors.ts';
import type { RunContext } from '../run/context.ts';
import type { Fault, Receipt } from '../spec.ts';
import type { PlannedWork } from './apply.ts';

export type Committed = { readonly receipt: Receipt } | { readonly fault: Fault };

/** Applies one journalled plan under its lease and writes the receipt down. A failure of the change is an answer, not a throw. */
export async function commit(work: PlannedWork, run: RunContext): Promise<Committed> {
  const { sink, plan, decisions } = work;
  const { target } = plan.change;
  const { journal } = run.store;
  const done = await change(work, run);
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
  run.count('failed');
  run.emit('change-failed', { target, fault });
  return done;
}

async function change({ sink, plan }: PlannedWork, run: RunContext): Promise<Committed> {
  try {
    const lease = await run.lease(plan.change.target);
    try {
      return { receipt: await sink.apply(plan, { ...run.context(sink), lease }) };
    } finally {
      await lease.release();
    }
  } catch (error) {
    return { fault: toFault(error) };
  }
}
