import { pagesOf } from '../pages.ts';
import type { Reviews } from '../ports.ts';
import type { Subject } from '../spec.ts';
import { countStanding } from '../stages/standing.ts';
import type { RunContext } from './context.ts';

/** What the earlier parts of a resumed run wrote: the journal knows it, also where their process was killed. */
export async function countWritten(run: RunContext): Promise<void> {
  const { journal } = run.store;
  for await (const page of pagesOf((which) => journal.receipts({ run: run.id, ...which }))) {
    run.count('planned', page.length);
    run.count('applied', page.length);
  }
}

/** A subject that an earlier part finished, with what was decided for it. */
export async function countFinished(subject: Subject, run: RunContext): Promise<void> {
  const { journal, reviews } = run.store;
  run.count('subjects');
  run.count('resumed');
  const records = await journal.decisions({ run: run.id, subject: subject.id });
  const decisions = records.map(({ decision }) => decision);
  // What was left alone for a person's sake has no decision that could say who knew it.
  const held = decisions.length === 0 && (await isHeld(subject.id, reviews));
  const matched = held || decisions.some(({ matches = [] }) => matches.length > 0);
  countStanding(subject, decisions, { matched, held }, run);
  for (const decision of decisions) {
    run.count('decisions');
    run.count(decision.band);
    const asked = decision.band === 'review' || decision.band === 'manual';
    if (asked && (await reviews.get(decision.id))) run.count('queued');
  }
}

async function isHeld(subject: string, reviews: Reviews): Promise<boolean> {
  return (await reviews.locked(subject)).length > 0 || (await reviews.rejected(subject)).length > 0;
}
