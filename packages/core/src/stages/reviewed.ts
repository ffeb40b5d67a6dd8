import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { Decision } from '../spec.ts';
import type { Decided } from './decide.ts';

const pageSize = 100;
const statuses = ['accepted', 'edited'] as const;

/** What people accepted or edited and nobody has written yet. Pipe it into `apply()`. */
export function reviewed(): Pipeline<Decided> {
  return pipeline({
    name: 'reviewed',
    async *start(run) {
      const { reviews, journal } = run.store;
      const waiting = await Promise.all(statuses.map((status) => reviews.count({ status })));
      run.expect(waiting.reduce((sum, count) => sum + count, 0));
      let found = 0;
      for (const status of statuses) {
        // Applied ones leave the list, those that fail stay: step over what was seen.
        const seen = new Set<string>();
        for (let offset = 0; !run.signal.aborted; ) {
          const page = await reviews.list({ status, limit: pageSize, offset });
          const fresh = page.filter(({ decision }) => !seen.has(decision));
          if (fresh.length === 0) {
            if (page.length < pageSize) break;
            offset += pageSize;
            continue;
          }
          for (const review of fresh) {
            seen.add(review.decision);
            const subject = await journal.subject(review.subject);
            const record = await journal.decision(review.decision);
            if (!subject || !record) continue;
            const after = review.edited ?? record.decision.after;
            const id = review.decision;
            const decision: Decision = { ...record.decision, id, after, band: 'review' };
            found += 1;
            run.count('subjects');
            yield { subject, decisions: [decision], approved: new Set([id]) };
          }
        }
      }
      run.expect(found);
    },
  });
}
