import { type Enriched, map, type RunContext, type Stage, type Subject } from '@earmark/core';

/** For `decide`, with nobody asked: subjects as they are now, where `enrich` shows policies what was there before our own changes. */
export const asTheyAre = (): Stage<Subject, Enriched> => map(asIs);

export async function asIs(subject: Subject, { store }: RunContext): Promise<Enriched> {
  const { reviews } = store;
  return {
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
  };
}
