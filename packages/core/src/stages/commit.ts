import { randomUUID } from 'node:crypto';
import { EarmarkError, toFault } from '../errors.ts';
import type { RunContext } from '../run/context.ts';
import type { Fault, Receipt } from '../spec.ts';
import type { PlannedWork } from './apply.ts';

/** Applies one journalled plan under its lease and writes the receipt down. A failure is an answer, not a throw. */
export async function commit(
  { sink, plan, decisions }: PlannedWork,
  run: RunContext,
): Promise<{ readonly receipt: Receipt } | { readonly fault: Fault }> {
  const { target } = plan.change;
  try {
    const lease = await run.lease(target);
    try {
      const receipt = await sink.apply(plan, { ...run.context(sink), lease });
      const record = { id: randomUUID(), run: run.id, sink: sink.name, receipt, decisions };
      await run.store.journal.saveReceipt(record);
      run.count('applied');
      run.emit('change-applied', { receipt });
      return { receipt };
    } finally {
      await lease.release();
    }
  } catch (error) {
    const fault = toFault(error);
    await run.store.journal.setPlanStatus(
      plan.id,
      fault.code === 'aborted' ? 'abandoned' : 'failed',
      fault,
    );
    if (EarmarkError.is(error, 'aborted')) return { fault };
    run.count('failed');
    run.emit('change-failed', { target, fault });
    return { fault };
  }
}
