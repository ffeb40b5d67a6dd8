import { randomUUID } from 'node:crypto';
import { EarmarkError, toFault } from '@earmark/spec';
import { wasLeft } from '../guard/guard.ts';
import { state } from '../guard/shapes.ts';
import type { RunContext } from '../run/context.ts';
import { applyPlan, settle } from '../run/settle.ts';
import type { Fault, Lease, Plan, Receipt } from '../spec.ts';
import { type PlannedWork, planTarget, reportFailed, reportSkipped } from './planning.ts';

/** `skipped`: somebody else works on the target, or has just done the same. */
export type Committed =
  | { readonly receipt: Receipt }
  | { readonly fault: Fault; readonly skipped?: boolean };

/** Applies one journalled plan under a lease that the caller holds. A failure of the change is an answer, not a throw. */
export async function commit(work: PlannedWork, run: RunContext, held: Lease): Promise<Committed> {
  return record(work, await change(work, held, run), run);
}

/** How a change ended, before that is written down. */
export type Changed =
  | { readonly receipt: Receipt }
  | { readonly fault: Fault; readonly unclear?: boolean; readonly skipped?: boolean };

export async function record(
  { sink, plan, decisions }: PlannedWork,
  done: Changed,
  run: RunContext,
): Promise<Committed> {
  const { target } = plan.change;
  const { journal } = run.store;
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
  const { fault, unclear, skipped } = done;
  const stopped = fault.code === 'aborted' && run.signal.aborted;
  // The next run's recovery tells how it ended.
  if (!unclear)
    await journal.setPlanStatus(plan.id, skipped || stopped ? 'abandoned' : 'failed', fault);
  if (stopped) return done;
  if (skipped) reportSkipped({ target, fault }, run);
  else reportFailed({ target, fault }, run);
  return done;
}

/** `late`: others had time to do it between its plan and its lease. */
export async function change(
  work: PlannedWork,
  lease: Lease,
  run: RunContext,
  late = false,
): Promise<Changed> {
  const { sink, plan } = work;
  try {
    if (late) {
      const inspect = () => sink.inspect(plan, run.context(sink));
      if ((await run.call(sink, 'inspect', inspect, { gives: state })) === 'after')
        return doneMeanwhile(plan);
    }
    return { receipt: await applyPlan(work, lease, run) };
  } catch (error) {
    const fault = toFault(error);
    if (wasLeft(error)) return { fault, unclear: true };
    if (EarmarkError.is(error, 'conflict') && (await isDone(work, run))) return doneMeanwhile(plan);
    // Then the target is as it was: the contract says so.
    if (EarmarkError.is(error, 'conflict', 'integrity', 'locked')) return { fault };
    return await afterFailure(work, fault, lease, run);
  }
}

const doneMeanwhile = ({ change: { target } }: Plan): Changed => ({
  fault: {
    code: 'conflict',
    message: `${target} was written by somebody else in the meantime, and is as wanted`,
  },
  skipped: true,
});

/** Between the plan and the lease another process may have made the very change. */
async function isDone({ sink, plan }: PlannedWork, run: RunContext): Promise<boolean> {
  const { change } = plan;
  const left = await planTarget({ id: change.target, sink: sink.name }, change, [], run);
  return left === 'unchanged';
}

/** A sink may fail with the change already made: what the target says counts. */
async function afterFailure(
  work: PlannedWork,
  fault: Fault,
  lease: Lease,
  run: RunContext,
): Promise<Changed> {
  const { target } = work.plan.change;
  try {
    const end = await settle(work, lease, run);
    if (typeof end === 'string') return { fault };
    run.log.warn(`${target} was changed, though its sink then failed`, { fault });
    return { receipt: end };
  } catch (error) {
    const also = toFault(error);
    run.log.warn(`whether ${target} was changed is not known`, { fault, also });
    return { fault, unclear: true };
  }
}
