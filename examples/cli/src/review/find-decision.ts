import { EarmarkError, pagesOf, type Review } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { uniqueBeginning } from '../unique-beginning.ts';

/** The id of the decision that somebody means, by its beginning too. Throws `config` where there is none. */
export async function findDecision(host: Host, text: string): Promise<string> {
  const found = await decisionMeant(host, text);
  if (found !== undefined) return found;
  throw new EarmarkError(
    'config',
    `Unknown decision ${JSON.stringify(text)}. To list them: earmark review list`,
  );
}

export async function decisionMeant({ earmark }: Host, text: string): Promise<string | undefined> {
  const { journal } = await earmark.store();
  if (await journal.decision(text)) return text;
  // What else it may be, a folder or an album, needs no look at every review.
  if (!/^[0-9a-f]+$/.test(text)) return undefined;
  const review = await uniqueBeginning(
    text,
    reviewsOf(earmark),
    ({ decision }) => decision,
    'decisions',
  );
  return review?.decision;
}

async function* reviewsOf({ reviews }: Host['earmark']): AsyncGenerator<Review> {
  for await (const page of pagesOf((which) => reviews.list(which))) yield* page;
}
