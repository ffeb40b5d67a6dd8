import type { Prepared } from '../prepare.ts';
import { creatorSimilarity } from '../text/creators.ts';
import { similarity } from '../text/similarity.ts';
import { pairTracks, type TrackPair } from '../tracks/compare.ts';
import { at, type Evidence } from './evidence.ts';
import { weights } from './weights.ts';

/** What the track lists say: their titles, their durations, who plays them, how many there are. */
export function trackEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const found: Evidence[] = [...countEvidence(query, candidate)];
  if (query.tracks.length === 0 || candidate.tracks.length === 0) return found;
  const pairs = pairTracks(query.tracks, candidate.tracks);
  found.push(...titleEvidence(query, candidate, pairs));
  found.push(...durationEvidence(pairs));
  found.push(...performerEvidence(query, candidate, pairs));
  found.push(...recordingEvidence(query, candidate, pairs));
  return found;
}

function countEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.trackCount, candidate.trackCount];
  if (!mine || !theirs) return [];
  if (query.title.oneDisc && theirs > mine) return [];
  const ratio = Math.min(mine, theirs) / Math.max(mine, theirs);
  const detail = `${mine} here, ${theirs} there`;
  return [{ what: 'track count', logit: at(weights.trackCount, ratio), detail, about: 'identity' }];
}

/** One track that is called like its album says nothing that the title did not say: the more names agree, the more they mean. */
function titleEvidence(
  query: Prepared,
  candidate: Prepared,
  pairs: readonly TrackPair[],
): readonly Evidence[] {
  const titled = pairs.filter((pair) => pair.title !== undefined);
  if (titled.length === 0) return [];
  let agree = 0;
  let news = 0;
  for (const { title = 0, query: q } of titled) {
    const match = Math.min(1, Math.max(0, (title - 0.5) / 0.4));
    agree += match;
    const own = query.tracks[q]?.title.bare;
    if (own === undefined || similarity(own, candidate.title.bare) < 0.85) news += 1;
  }
  const share = agree / titled.length;
  const worth = share > 0.6 ? news / (news + 1) : (titled.length + 1) / (titled.length + 2);
  const detail = `${Math.round(agree)} of ${titled.length} agree`;
  return [
    {
      what: 'track titles',
      logit: at(weights.trackTitles, share) * worth,
      detail,
      about: 'identity',
    },
  ];
}

/** Only between tracks of one name: of strangers nothing is expected. */
function durationEvidence(pairs: readonly TrackPair[]): readonly Evidence[] {
  const timed = pairs.filter(
    ({ title, seconds }) => seconds !== undefined && (title === undefined || title > 0.7),
  );
  if (timed.length === 0) return [];
  let closeness = 0;
  for (const { seconds = 0 } of timed) closeness += 1 - Math.min(1, Math.max(0, seconds - 3) / 17);
  const share = closeness / timed.length;
  const worth = timed.length / (timed.length + 1);
  const close = timed.filter(({ seconds = 0 }) => seconds <= 4).length;
  const detail = `${close} of ${timed.length} within 4 s`;
  return [
    { what: 'durations', logit: at(weights.durations, share) * worth, detail, about: 'identity' },
  ];
}

/** On a compilation, who plays each track is the only name there is. */
function performerEvidence(
  query: Prepared,
  candidate: Prepared,
  pairs: readonly TrackPair[],
): readonly Evidence[] {
  if (!query.creators.various && !candidate.creators.various) return [];
  const alike = pairs.flatMap((pair) => {
    const mine = query.tracks[pair.query]?.creators;
    const theirs = candidate.tracks[pair.candidate]?.creators;
    if ((pair.title ?? 0) < 0.7 || mine === undefined || theirs === undefined) return [];
    return creatorSimilarity(mine, theirs) ?? [];
  });
  if (alike.length === 0) return [];
  const share = alike.reduce((sum, one) => sum + one, 0) / alike.length;
  const logit = (at(weights.trackCreators, share) * alike.length) / (alike.length + 1);
  return [{ what: 'track artists', logit, about: 'identity' }];
}

function recordingEvidence(
  query: Prepared,
  candidate: Prepared,
  pairs: readonly TrackPair[],
): readonly Evidence[] {
  let known = 0;
  let same = 0;
  for (const pair of pairs) {
    const mine = query.tracks[pair.query]?.description.ids;
    const theirs = candidate.tracks[pair.candidate]?.description.ids;
    const scheme = ['isrc', 'musicbrainz-recording'].find((id) => mine?.[id] && theirs?.[id]);
    if (scheme === undefined) continue;
    known += 1;
    if (mine?.[scheme]?.toUpperCase() === theirs?.[scheme]?.toUpperCase()) same += 1;
  }
  if (known === 0) return [];
  const logit = (at(weights.recordingIds, same / known) * known) / (known + 0.5);
  const detail = `${same} of ${known} agree`;
  return [{ what: 'recording identifiers', logit, detail, about: 'identity' }];
}
