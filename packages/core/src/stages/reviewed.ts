import { pagesOf } from '../pages.ts';
import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { Journal, Review, Reviews } from '../ports.ts';
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
      const partner = partners(waiting);
      const begun = new Set<string>();
      run.expect(waiting.length);
      let found = 0;
      for (const first of waiting) {
        if (run.signal.aborted) break;
        if (begun.has(first.decision)) continue;
        const group = [first, ...partner(first)].filter(({ decision }) => !begun.has(decision));
        const decisions: Decision[] = [];
        for (const { decision: id } of group) {
          begun.add(id);
          const review = await reviews.get(id);
          // Somebody may have answered otherwise in the meantime.
          if (!review || !isToBeWritten(review)) continue;
          const record = await journal.decision(id);
          if (!record) continue;
          const after = review.edited ?? record.decision.after;
          decisions.push({ ...record.decision, id, after, band: 'review' });
        }
        const subject = await subjectOf(first.subject, journal);
        if (!subject || decisions.length === 0) continue;
        found += 1;
        run.count('subjects');
        yield { subject, decisions, approved: new Set(decisions.map(({ id }) => id)) };
      }
      run.expect(found);
    },
  });
}

/** A review of some of the targets is about a part, which is a subject of its own only where somebody made it one. */
const subjectOf = async (id: string, journal: Journal) =>
  (await journal.subject(id)) ?? journal.subject(wholeOf(id));

/** The decisions that were answered, the last answer last: where two are about the same files, the last word holds. */
async function inOrder(reviews: Reviews): Promise<readonly Answered[]> {
  const answered = new Map<string, Answered>();
  for (const status of statuses) {
    for await (const page of pagesOf((which) => reviews.list({ status, ...which })))
      for (const { decision, subject, field, at = 0 } of page)
        answered.set(decision, { decision, subject, field, at });
  }
  return [...answered.values()].sort((one, other) => one.at - other.at);
}

type Answered = Pick<Review, 'decision' | 'subject' | 'field'> & { readonly at: number };

/** Two fields that are one thing to a server: the part of a series is nothing without it. They are written together. */
const pairs: Readonly<Record<string, string>> = { series: 'seriespart', seriespart: 'series' };

function partners(waiting: readonly Answered[]): (of: Answered) => readonly Answered[] {
  const keyOf = (subject: string, field: string) => `${field}\n${subject}`;
  const known = new Map(
    waiting
      .filter(({ field }) => Object.hasOwn(pairs, field))
      .map((each) => [keyOf(each.subject, each.field), each]),
  );
  return ({ subject, field }) => {
    const other = pairs[field];
    const found = other === undefined ? undefined : known.get(keyOf(subject, other));
    return found ? [found] : [];
  };
}
