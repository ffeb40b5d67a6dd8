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
  const state = await sink.inspect(plan, ctx);
  return state === 'after' ? sink.apply(plan, { ...ctx, lease }) : state;
}
