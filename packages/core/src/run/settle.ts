import { receipt, state } from '../guard/shapes.ts';
import type { Lease, Plan, Receipt, Sink } from '../spec.ts';
import type { RunContext } from './context.ts';

/**
 * How far a plan got of which nobody knows whether it was applied: what its target looks like says so. As planned
 * gives the receipt; else how it was found. Throws where it cannot be looked at.
 */
export async function settle(
  { sink, plan }: { readonly sink: Sink; readonly plan: Plan },
  lease: Lease,
  run: RunContext,
): Promise<Receipt | 'before' | 'other'> {
  const ctx = run.context(sink);
  // A stop waits for the answer: it says whether a change is to be written down.
  const found = await run.call(sink, 'inspect', () => sink.inspect(plan, ctx), {
    gives: state,
    writes: true,
  });
  return found === 'after' ? applyPlan({ sink, plan }, lease, run) : found;
}

export function applyPlan(
  { sink, plan }: { readonly sink: Sink; readonly plan: Plan },
  lease: Lease,
  run: RunContext,
): Promise<Receipt> {
  const apply = () => sink.apply(plan, { ...run.context(sink), lease });
  return run.call(sink, 'apply', apply, { gives: receipt, writes: true });
}
