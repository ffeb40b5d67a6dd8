import type { LoadedPage } from '../state/windowed.ts';
import { ask } from './http.ts';
import type { BulkPreview, ReviewRow as Review } from './types.ts';

export type Verdict =
  | { readonly verdict: 'accepted' | 'rejected' | 'locked' }
  | { readonly verdict: 'edited'; readonly edited: readonly string[] };

export interface ReviewFilter {
  readonly status: 'pending' | 'accepted' | 'edited';
  readonly text?: string;
  readonly field?: string;
  readonly minConfidence?: number;
}

const one = (decision: string) => `api/reviews/${encodeURIComponent(decision)}`;

export async function fetchReviews(
  account: string,
  filter: ReviewFilter,
  page: { readonly offset: number; readonly limit: number },
  signal: AbortSignal,
): Promise<LoadedPage<Review>> {
  const query = { account, ...filter, ...page, count: true };
  return (await ask<LoadedPage<Review>>('api/reviews', { query, signal })).body;
}

export async function answer(account: string, decision: string, verdict: Verdict): Promise<void> {
  await ask(`${one(decision)}/answer`, { method: 'POST', query: { account }, body: verdict });
}

export async function takeBack(account: string, decision: string): Promise<void> {
  await ask(`${one(decision)}/answer`, { method: 'DELETE', query: { account } });
}

export async function previewAll(
  account: string,
  filter: ReviewFilter,
  signal: AbortSignal,
): Promise<BulkPreview> {
  const query = { account, ...filter };
  return (await ask<BulkPreview>('api/reviews/preview', { query, signal })).body;
}

/** Throws a 412 where the queue is no longer what was looked at. */
export async function acceptAll(
  account: string,
  filter: ReviewFilter,
  expectedCount: number,
): Promise<{ readonly answered: number }> {
  const body = { filter, expectedCount, verdict: 'accepted' };
  const asked = { method: 'POST', query: { account }, body } as const;
  return (await ask<{ readonly answered: number }>('api/reviews/answer', asked)).body;
}
