import type { PreparedTrack } from '../prepare.ts';
import { comparable, similarity } from '../text/similarity.ts';
import type { Title } from '../text/title.ts';
import { assign } from './assign.ts';

/** Two tracks that belong together. Indexes are into the two lists that were compared. */
export interface TrackPair {
  readonly query: number;
  readonly candidate: number;
  /** 0 to 1; nothing where one has no title, or none that can be compared. */
  readonly title?: number;
  /** How far the durations are apart. */
  readonly seconds?: number;
}

const sure = 0.9;

/** Pairs in the best order overall: a track that moved is still the same track. */
export function pairTracks(
  query: readonly PreparedTrack[],
  candidate: readonly PreparedTrack[],
): readonly TrackPair[] {
  return inOrder(query, candidate) ?? optimal(query, candidate);
}

/** Most albums have all tracks where they should be: then nothing needs to be searched. */
function inOrder(
  query: readonly PreparedTrack[],
  candidate: readonly PreparedTrack[],
): readonly TrackPair[] | undefined {
  if (query.length !== candidate.length) return undefined;
  const pairs: TrackPair[] = [];
  for (const [at, track] of query.entries()) {
    const other = candidate[at];
    const pair = other === undefined ? undefined : compare(track, other, at, at);
    if (pair?.title === undefined || pair.title < sure) return undefined;
    pairs.push(pair);
  }
  return pairs;
}

function optimal(
  query: readonly PreparedTrack[],
  candidate: readonly PreparedTrack[],
): readonly TrackPair[] {
  const compared = query.map((track, q) =>
    candidate.map((other, c) => compare(track, other, q, c)),
  );
  const costs = compared.map((row, q) =>
    row.map((pair, c) => costOf(pair, query[q], candidate[c])),
  );
  const pairs: TrackPair[] = [];
  for (const [q, c] of assign(costs).entries()) {
    const pair = compared[q]?.[c];
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

function compare(a: PreparedTrack, b: PreparedTrack, query: number, candidate: number): TrackPair {
  const title = trackTitleSimilarity(a.title, b.title);
  const [mine, theirs] = [a.description.durationSeconds, b.description.durationSeconds];
  const seconds = mine && theirs ? Math.abs(mine - theirs) : undefined;
  return {
    query,
    candidate,
    ...(title === undefined ? {} : { title }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** 0 is the same track, 1 a stranger. The title decides; position and duration tell twins apart. */
function costOf(pair: TrackPair, a?: PreparedTrack, b?: PreparedTrack): number {
  const title = pair.title ?? 0.5;
  const time = pair.seconds === undefined ? 0.5 : 1 - Math.min(1, pair.seconds / 30);
  const placed =
    a?.description.position === b?.description.position
      ? a?.description.disc === b?.description.disc
        ? 1
        : 0.5
      : 0;
  return 1 - (0.7 * title + 0.15 * time + 0.15 * placed);
}

function trackTitleSimilarity(a: Title, b: Title): number | undefined {
  if (a.unknown || b.unknown) return undefined;
  if (!comparable(a.full, b.full)) return undefined;
  const names = Math.max(similarity(a.full, b.full), similarity(a.bare, b.bare) * 0.97);
  if (names < 0.5) return names;
  const numbers = sameNumbers(a.numbers, b.numbers) ? 0 : 0.3;
  const natures =
    [...a.natures].every((n) => b.natures.has(n)) && a.natures.size === b.natures.size;
  return Math.max(0, names - numbers - (natures ? 0 : 0.15));
}

export function sameNumbers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((number) => b.includes(number));
}
