import { pagesOf } from '../pages.ts';
import type { AccountStore, Review } from '../ports.ts';
import { wholeOf } from './parts.ts';

/** What waits for an answer about one album, as one question: every field, of the whole and of some of its files. */
export interface AlbumReview {
  /** Of the whole album. */
  readonly subject: string;
  readonly title: string;
  /** In the order they were asked for; never empty. */
  readonly reviews: readonly Review[];
  /** The least of theirs: so sure is all of it. */
  readonly confidence: number;
}

/** Reviews as questions about whole albums, in the order of each album's first. */
export function byAlbum(reviews: readonly Review[]): readonly AlbumReview[] {
  const albums = Map.groupBy(reviews, ({ subject }) => wholeOf(subject));
  return [...albums].map(([subject, own]) => ({
    subject,
    title: own[0]?.title ?? '',
    reviews: own,
    confidence: Math.min(...own.map(({ confidence }) => confidence)),
  }));
}

/** What waits for an answer about this album, or the album of this part. */
export async function pendingOf(
  subject: string,
  { journal, reviews }: AccountStore,
): Promise<readonly Review[]> {
  const pending: Review[] = [];
  const whole = { subject: wholeOf(subject) };
  for await (const page of pagesOf((which) => journal.decisions({ ...whole, ...which })))
    for (const { decision } of page) {
      const review = await reviews.get(decision.id);
      if (review?.status === 'pending') pending.push(review);
    }
  return pending;
}
