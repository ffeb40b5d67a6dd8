import type { Candidate, Match, MatchedRelease } from '../spec.ts';

/** What people want to know of a match: the release that was found, and the one that came second. */
export function matchedRelease({ source, candidate, score, runnerUp }: Match): MatchedRelease {
  const second = runnerUp && inShort(source, runnerUp.candidate, runnerUp.score);
  return { ...inShort(source, candidate, score), ...(second && { runnerUp: second }) };
}

export function inShort(source: string, candidate: Candidate, score: number): MatchedRelease {
  const { id, title, creators, year, country, tracks, trackCount, url } = candidate;
  const count = tracks?.length ?? trackCount;
  return {
    source,
    id,
    title,
    creators,
    ...(year === undefined ? {} : { year }),
    ...(country === undefined ? {} : { country }),
    ...(count === undefined ? {} : { tracks: count }),
    ...(url === undefined ? {} : { url }),
    score,
  };
}
