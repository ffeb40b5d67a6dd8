import type { Candidate, Query, TrackDescription } from '@earmark/core';
import { assign } from '../../../packages/core/src/matching/tracks/assign.ts';
import type { Case } from '../cases.ts';
import type { Verdict } from '../match.ts';
import type { Work } from '../world/world.ts';
import { stringDistance } from './string-distance.ts';

/**
 * The distance that beets publishes in its default configuration and documentation, written anew: weights, string
 * rules, year and length penalties, optimal assignment of tracks. It gets more than our pipeline does: every
 * candidate of every service is looked up.
 */
const weights = {
  artist: 3,
  album: 3,
  year: 1,
  country: 0.5,
  label: 0.5,
  albumId: 5,
  tracks: 2,
  missingTracks: 0.9,
  unmatchedTracks: 0.6,
  trackTitle: 3,
  trackArtist: 2,
  trackIndex: 1,
  trackLength: 2,
};
const thisYear = 2026;

/** Weighed penalties over what they could have been at most: evidence that is missing does not count. */
type Penalty = readonly [weight: number, penalty: number];
function distanceOf(penalties: readonly Penalty[]): number {
  const most = penalties.reduce((sum, [weight]) => sum + weight, 0);
  const sum = penalties.reduce((total, [weight, penalty]) => total + weight * penalty, 0);
  return most === 0 ? 0 : sum / most;
}

export interface BeetsVerdict extends Verdict {
  readonly distance: number;
  /** beets applies this without asking: a distance below .04 and no track missing or left over. */
  readonly strong: boolean;
}

export function matchLikeBeets({ query, answers }: Case): BeetsVerdict {
  let best: { readonly distance: number; readonly work: Work; readonly whole: boolean } | undefined;
  for (const { entries } of answers)
    for (const { described, work } of entries) {
      const found = albumDistance(query, described);
      if (best === undefined || found.distance < best.distance) best = { ...found, work };
    }
  const { distance, work, whole } = best ?? { distance: 1, work: undefined, whole: false };
  return { belief: 1 - distance, work, distance, strong: distance < 0.04 && whole };
}

export function albumDistance(
  query: Query,
  candidate: Candidate,
): { readonly distance: number; readonly whole: boolean } {
  const found: Penalty[] = [];
  const various = isVarious(candidate.creators);
  if (!various)
    found.push([
      weights.artist,
      stringDistance(query.creators.join(' & '), candidate.creators.join(' & ')),
    ]);
  found.push([weights.album, stringDistance(query.title, candidate.title)]);
  if (query.year && candidate.year)
    found.push([weights.year, yearPenalty(query.year, candidate.year)]);
  if (query.label && candidate.label)
    found.push([weights.label, stringDistance(query.label, candidate.label)]);
  for (const scheme of ['musicbrainz-release-group', 'barcode']) {
    const [mine, theirs] = [query.ids?.[scheme], candidate.ids?.[scheme]];
    if (mine && theirs) found.push([weights.albumId, mine === theirs ? 0 : 1]);
  }
  const mine = query.tracks ?? [];
  const theirs = candidate.tracks ?? [];
  const costs = mine.map((track) => theirs.map((other) => trackDistance(track, other, various)));
  let paired = 0;
  for (const [row, column] of assign(costs).entries()) {
    if (column < 0) continue;
    paired += 1;
    found.push([weights.tracks, costs[row]?.[column] ?? 1]);
  }
  for (let left = paired; left < theirs.length; left += 1) found.push([weights.missingTracks, 1]);
  for (let left = paired; left < mine.length; left += 1) found.push([weights.unmatchedTracks, 1]);
  return { distance: distanceOf(found), whole: mine.length === theirs.length };
}

function trackDistance(mine: TrackDescription, theirs: TrackDescription, various: boolean): number {
  const found: Penalty[] = [];
  if (mine.durationSeconds && theirs.durationSeconds) {
    const beyond = Math.abs(mine.durationSeconds - theirs.durationSeconds) - 10;
    found.push([weights.trackLength, Math.min(30, Math.max(0, beyond)) / 30]);
  }
  found.push([weights.trackTitle, stringDistance(mine.title, theirs.title)]);
  if (various && mine.creators && theirs.creators)
    found.push([
      weights.trackArtist,
      stringDistance(mine.creators.join(' & '), theirs.creators.join(' & ')),
    ]);
  found.push([weights.trackIndex, mine.position === theirs.position ? 0 : 1]);
  return distanceOf(found);
}

function yearPenalty(mine: number, theirs: number): number {
  if (mine === theirs) return 0;
  const most = Math.abs(thisYear - theirs);
  return most === 0 ? 1 : Math.min(1, Math.abs(mine - theirs) / most);
}

function isVarious(creators: readonly string[]): boolean {
  return ['various artists', 'various', 'va', 'unknown'].includes(creators.join(' ').toLowerCase());
}
