import {
  type ListedPair,
  type Match,
  pairListings,
  parseTarget,
  type Subject,
  type Target,
  type TrackDescription,
} from '@earmark/core';
import { keyOfText } from '../key.ts';

/** A track of a source's listing, and how surely it is the track of a target, 0 to 1. */
export interface FoundTrack {
  readonly track: TrackDescription;
  readonly certainty: number;
}
export type TracksByTarget = ReadonlyMap<string, FoundTrack>;

/** Which track of the match's listing each target is. A target that is none of them, or may be several, is left out. */
export function tracksOf(subject: Subject, { candidate }: Match): TracksByTarget {
  const { tracks = [], targets } = subject;
  const pairs = pairListings(tracks, candidate.tracks ?? []);
  const byOwn = new Map(pairs.map((pair) => [pair.mine, pair]));
  return new Map(
    targets.flatMap((target) => {
      const own = ownTrack(target, tracks);
      const pair = own && byOwn.get(own);
      const certainty = pair ? certaintyOf(pair) : 0;
      return pair && certainty > 0 ? [[target.id, { track: pair.theirs, certainty }]] : [];
    }),
  );
}

/** The title decides; where it says nothing (`Track 3`), the duration and the place do. */
function certaintyOf({ title, seconds, mine, theirs }: ListedPair): number {
  const isClose = seconds !== undefined && seconds <= 5;
  if (title === undefined)
    return isClose && mine.position === theirs.position && mine.disc === theirs.disc ? 0.9 : 0;
  if (title >= 0.9) return 1;
  return title >= 0.6 ? title * (isClose ? 1 : 0.8) : 0;
}

/** Which of its subject's tracks a target holds: by its numbers, else its title, else the name of its file, else as there is but one. */
function ownTrack(
  { id, fields }: Target,
  tracks: readonly TrackDescription[],
): TrackDescription | undefined {
  const [track, disc, title = ''] = [fields.track?.[0], fields.disc?.[0], fields.title?.[0]];
  const name = keyOfText(nameOf(id));
  return (
    only(
      tracks,
      (each) => String(each.position) === track && (!disc || String(each.disc) === disc),
    ) ??
    only(tracks, (each) => title !== '' && keyOfText(each.title) === keyOfText(title)) ??
    only(tracks, (each) => each.title !== '' && name.endsWith(keyOfText(each.title))) ??
    only(tracks, (each) => each.position === Number(/^\d{1,3}(?!\d)/.exec(name)?.[0])) ??
    only(tracks, () => true)
  );
}

const nameOf = (target: string) =>
  /([^/]*?)(?:\.[^./]*)?$/.exec(parseTarget(target).path)?.[1] ?? '';

function only<T>(all: readonly T[], test: (each: T) => boolean): T | undefined {
  const found = all.filter(test);
  return found.length === 1 ? found[0] : undefined;
}
