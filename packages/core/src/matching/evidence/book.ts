import type { Prepared } from '../prepare.ts';
import { creatorSimilarity, parseCreators } from '../text/creators.ts';
import { fold } from '../text/fold.ts';
import { similarity } from '../text/similarity.ts';
import { at, type Evidence } from './evidence.ts';
import { weights } from './weights.ts';

/** Who reads it, which part of its series it is, how long it takes: one novel has many recordings. */
export function bookEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  return [...narratorEvidence(query, candidate), ...seriesEvidence(query, candidate)];
}

function narratorEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.description.narrators, candidate.description.narrators];
  if (!mine?.length || !theirs?.length) return [];
  const alike = creatorSimilarity(parseCreators(mine), parseCreators(theirs));
  if (alike === undefined) return [];
  const detail = `${mine.join(', ')} here, ${theirs.join(', ')} there`;
  return [{ what: 'narrators', logit: at(weights.narrators, alike), detail, about: 'identity' }];
}

function seriesEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  for (const { name, sequence } of query.description.series ?? []) {
    const here = fold(name);
    const other = candidate.description.series?.find(
      (series) => similarity(here, fold(series.name)) > 0.8,
    );
    if (other === undefined || !sequence || !other.sequence) continue;
    const same = partNumber(sequence) === partNumber(other.sequence);
    return [
      {
        what: same ? 'part of the series' : 'another part of the series',
        logit: same ? weights.series.same : weights.series.otherPart,
        detail: `${sequence} here, ${other.sequence} there`,
        about: 'identity',
      },
    ];
  }
  return [];
}

/** `Book 02` and `2.0` as `2`. */
function partNumber(sequence: string): string {
  const digits = /\d+(?:\.\d+)?/.exec(sequence)?.[0];
  return digits === undefined ? sequence.trim().toLowerCase() : String(Number(digits));
}
