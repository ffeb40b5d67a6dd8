import type { Prepared } from '../prepare.ts';
import { at, type Evidence } from './evidence.ts';
import { weights } from './weights.ts';

/** Where no tracks can be compared, the whole can. A shortened reading is another one; so is a live version. */
export function totalDurationEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.description.durationSeconds, candidate.description.durationSeconds];
  if (!mine || !theirs) return [];
  const apart = Math.max(0, Math.abs(mine - theirs) - 2) / Math.max(mine, theirs);
  const detail = `${(apart * 100).toFixed(1)} % apart`;
  return [
    { what: 'total duration', logit: at(weights.totalDuration, apart), detail, about: 'identity' },
  ];
}
