import { EarmarkError } from '@earmark/spec';
import { pagesOf } from '../pages.ts';
import type { AccountStore, Review, ReviewFilter, SharedStore, Verdict } from '../ports.ts';
import type { Clock } from '../spec.ts';
import { type AlbumReview, byAlbum, pendingOf } from './album-reviews.ts';
import { wholeOf } from './parts.ts';

export interface ReviewDeskParts {
  readonly store: () => Promise<AccountStore>;
  readonly shared: () => Promise<SharedStore>;
  readonly clock: Clock;
  readonly reviewed: (decision: string, verdict: Verdict['status'], by: string) => void;
}

export type Answer = Omit<Verdict, 'at' | 'status'> & {
  readonly status: Exclude<Verdict['status'], 'locked'>;
};

/** What people say about decisions. Answering needs no lock; what was accepted is written by the next writing run. */
export interface ReviewDesk {
  list(filter?: ReviewFilter): Promise<readonly Review[]>;
  count(filter?: ReviewFilter): Promise<number>;
  get(decision: string): Promise<Review | undefined>;
  answer(decision: string, answer: Answer): Promise<Review>;
  /** Accepts every pending review that the filter lets through. Gives those it accepted; what was settled in the meantime is passed by. */
  acceptAll(
    filter: Omit<ReviewFilter, 'status' | 'limit' | 'offset'>,
    by: string,
  ): Promise<readonly Review[]>;
  /** What waits for an answer about an album, as one question: every field, of the whole and of some of its files. */
  album(subject: string): Promise<AlbumReview | undefined>;
  /** One yes to all that waits about an album. Gives what it accepted. */
  acceptAlbum(subject: string, by: string): Promise<readonly Review[]>;
  /**
   * No run touches this field of this subject until it is unlocked; of some files of an album (`partId`) the whole
   * album is meant. What waits for an answer about it is set aside, and says nothing about confidence.
   */
  lock(subject: string, field: string, by: string): Promise<void>;
  /** What the lock had set aside waits for an answer again. */
  unlock(subject: string, field: string): Promise<void>;
  /** The candidate that this source means from now on. */
  pin(subject: string, source: string, candidate: string): Promise<void>;
  unpin(subject: string, source: string): Promise<void>;
}

const pageSize = 200;

export function createReviewDesk({ store, shared, clock, reviewed }: ReviewDeskParts): ReviewDesk {
  const reviews = async () => (await store()).reviews;

  async function answer(decision: string, given: Answer): Promise<Review> {
    const { journal, reviews: own } = await store();
    const at = clock.now();
    const review = await own.answer(decision, { ...given, at });
    const decided = (await journal.decision(decision))?.decision;
    // What people decide is what confidence is measured by.
    if (decided && !decided.uncalibrated) {
      const { belief } = decided;
      const right = given.status === 'accepted';
      await (await shared()).addSamples([{ field: review.field, belief, right, at }]);
    }
    reviewed(decision, given.status, given.by);
    return review;
  }

  async function acceptEach(pending: readonly Review[], by: string): Promise<readonly Review[]> {
    const accepted: Review[] = [];
    for (const { decision } of pending) {
      try {
        accepted.push(await answer(decision, { status: 'accepted', by }));
      } catch (error) {
        // A run or another person was faster: it is no longer pending.
        if (!EarmarkError.is(error, 'conflict')) throw error;
      }
    }
    return accepted;
  }

  /** What is asked about this field of the whole and of all its parts. */
  async function sameField(subject: string, field: string, status: 'pending' | 'locked') {
    const own = await reviews();
    const whole = wholeOf(subject);
    const found: Review[] = [];
    for await (const page of pagesOf((which) => own.list({ field, status, ...which })))
      found.push(...page.filter((review) => wholeOf(review.subject) === whole));
    return found;
  }

  return {
    list: async (filter) => (await reviews()).list(filter),
    count: async (filter) => (await reviews()).count(filter),
    get: async (decision) => (await reviews()).get(decision),
    answer,
    async acceptAll(filter, by) {
      const own = await reviews();
      const accepted: Review[] = [];
      while (true) {
        // Those that were answered are no longer pending: the first page is always fresh.
        const page = await own.list({ ...filter, status: 'pending', limit: pageSize });
        if (page.length === 0) return accepted;
        accepted.push(...(await acceptEach(page, by)));
      }
    },
    async album(subject) {
      return byAlbum(await pendingOf(subject, await store()))[0];
    },
    acceptAlbum: async (subject, by) => acceptEach(await pendingOf(subject, await store()), by),
    async lock(subject, field, by) {
      const own = await reviews();
      const at = clock.now();
      await own.lock(wholeOf(subject), field, by, at);
      for (const { decision } of await sameField(subject, field, 'pending')) {
        await own.answer(decision, { status: 'locked', by, at });
        reviewed(decision, 'locked', by);
      }
    },
    async unlock(subject, field) {
      const own = await reviews();
      await own.unlock(wholeOf(subject), field);
      for (const review of await sameField(subject, field, 'locked')) {
        const { by: _by, at: _at, ...question } = review;
        await own.queue({ ...question, status: 'pending' });
      }
    },
    pin: async (subject, source, candidate) => (await reviews()).pin(subject, source, candidate),
    unpin: async (subject, source) => (await reviews()).unpin(subject, source),
  };
}
