import type { Prepared } from '../prepare.ts';
import { fold } from '../text/fold.ts';
import { similarity } from '../text/similarity.ts';
import type { Evidence } from './evidence.ts';
import { weights } from './weights.ts';

/** What tells pressings of one work apart, and says little about which work it is. */
export function editionEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  return [
    ...yearEvidence(query, candidate),
    ...labelEvidence(query, candidate),
    ...markEvidence(query, candidate),
    ...typeEvidence(query, candidate),
  ];
}

/** Files carry the year of their pressing, sources often that of the first: later than here is odd, earlier is not. */
function yearEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.description.year, candidate.description.year];
  if (!mine || !theirs) return [];
  const late = theirs - mine;
  const { same, near, reissue, later } = weights.year;
  const logit = late === 0 ? same : Math.abs(late) === 1 ? near : late < 0 ? reissue : later;
  return [{ what: 'year', logit, detail: `${mine} here, ${theirs} there`, about: 'edition' }];
}

function labelEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const mine = query.description.label ?? query.description.publisher;
  const theirs = candidate.description.label ?? candidate.description.publisher;
  if (!mine || !theirs) return [];
  const same = similarity(fold(mine), fold(theirs)) > 0.8;
  const logit = same ? weights.label.same : weights.label.different;
  return [{ what: 'label', logit, detail: `${mine} here, ${theirs} there`, about: 'edition' }];
}

function markEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const mine = new Set(query.title.editions.flatMap((mark) => mark.split(' ')));
  const theirs = new Set(candidate.title.editions.flatMap((mark) => mark.split(' ')));
  if (mine.size === 0 && theirs.size === 0) return [];
  const shared = [...mine].some((word) => theirs.has(word));
  const logit = shared ? weights.editionMark.same : weights.editionMark.different;
  return [{ what: 'edition', logit, about: 'edition' }];
}

const sizes = ['single', 'ep', 'album'];

function typeEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const mine = sizes.find((size) => query.types.has(size));
  const theirs = sizes.find((size) => candidate.types.has(size));
  if (mine === undefined || theirs === undefined) return [];
  const logit = mine === theirs ? weights.type.same : weights.type.different;
  const detail = `${mine} here, ${theirs} there`;
  return [{ what: 'type', logit, detail, about: 'identity' }];
}
