import { type Enriched, map, type Stage, type Subject } from '@earmark/core';

/** For `decide`, with nobody asked: subjects as they are now, where `enrich` shows policies what was there before our own changes. */
export const asTheyAre = (): Stage<Subject, Enriched> =>
  map(async (subject, { store: { reviews } }) => ({
    subject,
    evidence: {
      subject,
      matches: [],
      silent: [],
      hints: [],
      locked: await reviews.locked(subject.id),
      rejected: await reviews.rejected(subject.id),
      pinned: {},
    },
  }));
