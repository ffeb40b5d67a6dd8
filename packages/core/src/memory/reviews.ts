import type { Review, ReviewFilter, Reviews } from '../ports.ts';
import { answerReview, hasAnswer, isToBeWritten, refusesValue } from '../reviews/answer.ts';
import { byBytes, paged, saved } from './rows.ts';

type Lock = Awaited<ReturnType<Reviews['locks']>>[number];

export function createMemoryReviews(): Reviews {
  const reviews = new Map<string, Review>();
  const locks = new Map<string, Map<string, Lock>>();
  const pins = new Map<string, Map<string, string>>();

  function matching(filter: ReviewFilter = {}): Review[] {
    const text = filter.text === undefined ? undefined : folded(filter.text);
    return [...reviews.values()].filter(
      (row) =>
        (filter.status === undefined || row.status === filter.status) &&
        (filter.field === undefined || row.field === filter.field) &&
        (filter.band === undefined || row.band === filter.band) &&
        (filter.subject === undefined || row.subject === filter.subject) &&
        row.confidence >= (filter.minConfidence ?? 0) &&
        row.confidence <= (filter.maxConfidence ?? 1) &&
        (text === undefined || folded(row.title).includes(text)),
    );
  }

  function supersede(subject: string, fields: readonly string[], isOpen: (row: Review) => boolean) {
    for (const row of matching({ subject }))
      if (fields.includes(row.field) && isOpen(row))
        reviews.set(row.decision, { ...row, status: 'superseded' });
  }

  return {
    async queue(review) {
      const known = reviews.get(review.decision);
      if (known && hasAnswer(known)) return;
      supersede(review.subject, [review.field], isPending);
      reviews.set(review.decision, saved(review));
    },
    async supersede(subject, fields) {
      supersede(subject, fields, isPending);
    },
    async get(decision) {
      return reviews.get(decision);
    },
    async list(filter) {
      const rows = matching(filter).sort(
        (left, right) =>
          right.confidence - left.confidence ||
          left.queuedAt - right.queuedAt ||
          byBytes(left.decision, right.decision),
      );
      return paged(rows, filter);
    },
    async count(filter) {
      return matching(filter).length;
    },
    async answer(decision, verdict) {
      const answered = answerReview(decision, reviews.get(decision), saved(verdict));
      if (isToBeWritten(answered)) supersede(answered.subject, [answered.field], isToBeWritten);
      reviews.set(decision, answered);
      return answered;
    },
    async markApplied(decision) {
      const known = reviews.get(decision);
      if (!known || known.status === 'rejected' || known.status === 'superseded') return;
      reviews.set(decision, { ...known, status: 'applied' });
    },

    async lock(subject, field, by, at) {
      const ofSubject = locks.get(subject) ?? new Map<string, Lock>();
      locks.set(subject, ofSubject.set(field, { subject, field, by, at }));
    },
    async unlock(subject, field) {
      locks.get(subject)?.delete(field);
    },
    async locked(subject) {
      return [...(locks.get(subject)?.keys() ?? [])].sort(byBytes);
    },
    async locks(page) {
      const rows = [...locks.values()].flatMap((ofSubject) => [...ofSubject.values()]);
      rows.sort(
        (left, right) => byBytes(left.subject, right.subject) || byBytes(left.field, right.field),
      );
      return paged(rows, page);
    },

    async rejected(subject) {
      return matching({ subject })
        .filter(refusesValue)
        .map(({ field, after }) => ({ field, value: after.join('; ') }));
    },
    async pin(subject, source, candidate) {
      const ofSubject = pins.get(subject) ?? new Map<string, string>();
      pins.set(subject, ofSubject.set(source, candidate));
    },
    async unpin(subject, source) {
      pins.get(subject)?.delete(source);
    },
    async pinned(subject) {
      return Object.fromEntries(pins.get(subject) ?? []);
    },
  };
}

const isPending = ({ status }: Review) => status === 'pending';

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
