import type { Prepared } from '../prepare.ts';
import type { MatchSettings } from '../settings.ts';
import type { Evidence } from './evidence.ts';
import { weights } from './weights.ts';

/** Too little to move a candidate past one that fits better. */
export function preferenceEvidence(
  candidate: Prepared,
  settings: MatchSettings,
): readonly Evidence[] {
  const country = candidate.description.country?.toLowerCase();
  const wishes = [
    rank(settings.types, (type) => candidate.types.has(type)),
    rank(settings.countries, (wish) => wish === country),
  ];
  const logit = (weights.preferences * wishes.reduce((sum, wish) => sum + wish, 0)) / wishes.length;
  return logit === 0 ? [] : [{ what: 'preference', logit, about: 'preference' }];
}

/** 1 for the first wish, less for the later ones, 0 for none. */
function rank(wishes: readonly string[] = [], fits: (wish: string) => boolean): number {
  const place = wishes.findIndex((wish) => fits(wish.toLowerCase()));
  return place < 0 ? 0 : 1 - place / wishes.length;
}
