import { pagesOf } from '../pages.ts';
import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { Journal, Reviews } from '../ports.ts';
import { isToBeWritten } from '../reviews/answer.ts';
import { wholeOf } from '../reviews/parts.ts';
import type { Decision } from '../spec.ts';
import type { Decided } from './decide.ts';

const statuses = ['accepted', 'edited'] as const;

/** What people accepted or edited and nobody has written yet, in the order of their answers. Pipe it into `apply()`. */
export function reviewed(): Pipeline<Decided> {
  return pipeline({
    name: 'reviewed',
    async *start(run) {
      const { reviews, journal } = run.store;
      const waiting = await inOrder(reviews);
      run.expect(waiting.length);
      let found = 0;
      for (const id of waiting) {
        if (run.signal.aborted) break;
        const review = await reviews.get(id);
        // Somebody may have answered otherwise in the meantime.
        if (!review || !isToBeWritten(review)) continue;
        const subject = await subjectOf(review.subject, journal);
        const record = await journal.decision(id);
        if (!subject || !record) continue;
        const after = review.edited ?? record.decision.after;
        const decision: Decision = { ...record.decision, id, after, band: 'review' };
        found += 1;
        run.count('subjects');
        yield { subject, decisions: [decision], approved: new Set([id]) };
      }
      run.expect(found);
    },
  });
}

/** A review of some of the targets is about a part, which is a subject of its own only where somebody made it one. */
const subjectOf = async (id: string, journal: Journal) =>
  (await journal.subject(id)) ?? journal.subject(wholeOf(id));

/** The decisions that were answered, the last answer last: where two are about the same files, the last word holds. */
async function inOrder(reviews: Reviews): Promise<readonly string[]> {
  const answered = new Map<string, number>();
  for (const status of statuses) {
    for await (const page of pagesOf((which) => reviews.list({ status, ...which })))
      for (const { decision, at = 0 } of page) answered.set(decision, at);
  }
  return [...answered].sort(([, left], [, right]) => left - right).map(([decision]) => decision);
}
