import { type Diff, type Fault, type Journal, type PlanStatus, pagesOf } from '@earmark/core';

/** One thing that a run changed, or planned to. */
export interface RunChange {
  readonly target: string;
  readonly diff: readonly Diff[];
  readonly decisions: readonly string[];
  readonly notes: readonly string[];
  /** Absent where it was not written. */
  readonly receipt?: string;
  readonly undoneBy?: string;
  readonly status: PlanStatus;
  readonly fault?: Fault;
}

/** First what was written, then what was not, each in the order of the run. */
export async function* changesOf(run: string, journal: Journal): AsyncGenerator<RunChange> {
  const notes = new Map<string, readonly string[]>();
  for await (const page of pagesOf((which) => journal.plans({ run, ...which })))
    for (const { plan } of page) if (plan.notes?.length) notes.set(plan.id, plan.notes);
  for await (const page of pagesOf((which) => journal.receipts({ run, ...which })))
    for (const { id, receipt, decisions, undoneBy } of page)
      yield {
        target: receipt.target,
        diff: receipt.applied,
        decisions,
        notes: notes.get(receipt.plan) ?? [],
        receipt: id,
        ...(undoneBy ? { undoneBy } : {}),
        status: 'applied',
      };
  for await (const page of pagesOf((which) => journal.plans({ run, ...which })))
    for (const { plan, decisions, status, fault } of page)
      if (status !== 'applied')
        yield {
          target: plan.change.target,
          diff: plan.diff,
          decisions,
          notes: plan.notes ?? [],
          status,
          ...(fault ? { fault } : {}),
        };
}
