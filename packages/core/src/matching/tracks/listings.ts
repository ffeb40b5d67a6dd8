import type { TrackDescription } from '../../spec.ts';
import { prepare } from '../prepare.ts';
import { pairTracks } from './compare.ts';

/** Two tracks of two listings that are most likely the same; how much they are is for the caller to judge. */
export interface ListedPair {
  readonly mine: TrackDescription;
  readonly theirs: TrackDescription;
  /** How much the titles have in common, 0 to 1; nothing where they cannot be compared. */
  readonly title?: number;
  /** How far the durations are apart. */
  readonly seconds?: number;
}

/** Pairs the tracks of two listings in the best order overall, as the matching does. */
export function pairListings(
  mine: readonly TrackDescription[],
  theirs: readonly TrackDescription[],
): readonly ListedPair[] {
  return pairTracks(preparedOf(mine), preparedOf(theirs)).flatMap(
    ({ query, candidate, ...alike }) => {
      const [own, other] = [mine[query], theirs[candidate]];
      return own && other ? [{ mine: own, theirs: other, ...alike }] : [];
    },
  );
}

const preparedOf = (tracks: readonly TrackDescription[]) =>
  prepare({ title: '', creators: [], tracks }, 'album').tracks;
