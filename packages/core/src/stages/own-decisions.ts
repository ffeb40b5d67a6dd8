import { refusesValue } from '../reviews/answer.ts';
import { wholeOf } from '../reviews/parts.ts';
import type { RunContext } from '../run/context.ts';
import type { Decision, Subject } from '../spec.ts';
import { titleOf } from './albums.ts';
import type { Decided } from './decide.ts';

/**
 * Decisions that no policy made (a repair, a measurement), put on record as if one had, and ready for `apply()`.
 * Fields that a person locked and values that a person refused are passed by; undefined where nothing is left.
 */
export async function ownDecisions(
  subject: Subject,
  decisions: readonly Decision[],
  run: RunContext,
): Promise<Decided | undefined> {
  const { journal, reviews } = run.store;
  const locked = new Set(await reviews.locked(wholeOf(subject.id)));
  const open: Decision[] = [];
  for (const decision of decisions) {
    const known = await reviews.get(decision.id);
    if (locked.has(decision.field)) run.count('locked');
    else if (known && refusesValue(known)) run.count('rejected');
    else if (known?.status === 'applied' && decision.band === 'review') run.count('answered');
    else open.push(decision);
  }
  if (open.length === 0) return undefined;
  const title = titleOf(subject);
  const at = run.clock.now();
  await journal.saveSubject(subject);
  await journal.saveDecisions(open.map((decision) => ({ run: run.id, at, title, decision })));
  for (const decision of open) {
    run.count('decisions');
    run.count(decision.band);
    run.emit('decision-made', { decision, title });
  }
  return { subject, decisions: open, approved: new Set() };
}
