import type { Candidate, Match, Subject } from '@earmark/core';
import { type About, aboutFields, type MusicField } from './fields.ts';
import { discsOf, isWork } from './statements.ts';
import { keyOfValue } from './values.ts';

/** How far the word of a source that means exactly this carries. */
const trust = 0.95;

/** How far a match's word carries in a field, 0 to 1; `certainty` is that of the track it is about. */
export function beliefIn(
  field: MusicField,
  subject: Subject,
  match: Match,
  certainty: number,
): number {
  const { score, weight, candidate } = match;
  const about = aboutIn(field, candidate);
  return trust * score * weight ** 0.5 * fitOf(about, subject, candidate) * certainty;
}

/** The year of a single release is often that of a reissue: of 556 releases, 39 in 100 were later than their albums. */
const aboutIn = (field: MusicField, candidate: Candidate): About =>
  field === 'year' && !isWork(candidate) ? 'edition' : aboutFields[field];

/**
 * Services find the work; which of its editions this is, is another question. What is left of a word where that is
 * not known: with as many tracks on as many discs, and with others.
 */
const fits: Readonly<Record<About, readonly [sameListing: number, other: number]>> = {
  work: [1, 1],
  recording: [1, 1],
  place: [1, 0.75],
  edition: [0.85, 0.7],
  pressing: [0.55, 0.4],
  track: [0.55, 0.4],
};

function fitOf(about: About, subject: Subject, candidate: Candidate): number {
  if (isThisEdition(subject, candidate)) return 1;
  const [sameListing, other] = fits[about];
  return isSameListing(subject, candidate) ? sameListing : other;
}

const editionIds = ['musicbrainz-release', 'discogs-release', 'barcode'] as const;

function isThisEdition({ ids: mine = {} }: Subject, { ids: theirs = {} }: Candidate): boolean {
  return editionIds.some((scheme) => {
    const [own, other] = [mine[scheme], theirs[scheme]];
    if (own === undefined || other === undefined) return false;
    return scheme === 'barcode'
      ? keyOfValue('barcode', [own]) === keyOfValue('barcode', [other])
      : own === other;
  });
}

/** As many tracks on as many discs. A service that puts all on one disc has not counted them. */
function isSameListing(
  { tracks: mine = [] }: Subject,
  { tracks: theirs = [] }: Candidate,
): boolean {
  return mine.length > 0 && mine.length === theirs.length && discsOf(mine) === discsOf(theirs);
}
