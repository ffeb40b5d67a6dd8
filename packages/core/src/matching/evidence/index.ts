import type { Candidate, SubjectKind } from '../../spec.ts';
import { bookEvidence } from '../books/evidence.ts';
import type { Prepared } from '../prepare.ts';
import type { MatchSettings } from '../settings.ts';
import { totalDurationEvidence } from './duration.ts';
import { editionEvidence } from './edition.ts';
import { at, type Evidence } from './evidence.ts';
import { identifierEvidence } from './identifiers.ts';
import { creatorEvidence, titleEvidence } from './names.ts';
import { preferenceEvidence } from './preference.ts';
import { trackEvidence } from './tracks.ts';
import { weights } from './weights.ts';

/** All that can be said for and against a candidate, whoever else is in the running. */
export function gatherEvidence(
  kind: SubjectKind,
  query: Prepared,
  candidate: Prepared,
  settings: MatchSettings,
): readonly Evidence[] {
  const identifiers = identifierEvidence(query.description, candidate.description, kind);
  const preferences = preferenceEvidence(candidate, settings);
  if (kind === 'book')
    return [
      ...identifiers,
      ...bookEvidence(query, candidate),
      ...editionEvidence(query, candidate),
      ...preferences,
    ];
  const found: Evidence[] = [...identifiers, ...titleEvidence(query, candidate)];
  if (kind !== 'artist') found.push(...creatorEvidence(query, candidate));
  if (kind === 'album') found.push(...trackEvidence(query, candidate));
  const whole = kind === 'track' || query.trackCount === candidate.trackCount;
  if (whole && !found.some(({ what }) => what === 'durations'))
    found.push(...totalDurationEvidence(query, candidate));
  found.push(...editionEvidence(query, candidate), ...preferences);
  return found;
}

export function searchEvidence(candidate: Candidate): readonly Evidence[] {
  if (candidate.searchScore === undefined) return [];
  const logit = at(weights.searchScore, candidate.searchScore);
  return [{ what: "the source's own ranking", logit, about: 'identity' }];
}
