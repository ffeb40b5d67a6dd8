import type { CalibrationModel } from './model.ts';
import models from './shipped-models.json' with { type: 'json' };

/** So many answers of people say more than a guess. */
const enoughAnswers = 50;

/** A cover is the album's where the match is the album: what was measured of matches holds for it. */
const measuredAs: Readonly<Record<string, string>> = { picture: 'match' };

/** Whether how often beliefs about this field are right was ever measured: before a release, or by people's answers here. */
export function isMeasured(field: string, answers: number): boolean {
  return Object.hasOwn(models, measuredAs[field] ?? field) || answers >= enoughAnswers;
}

/** What a belief is worth before anybody reviewed anything. A field that nothing was measured for is taken at its word. */
export function shippedModel(field: string): CalibrationModel {
  const known: Readonly<Record<string, readonly number[][]>> = models;
  const points = known[measuredAs[field] ?? field] ?? known.any ?? [];
  return { points: points.map(([belief = 0, right = 0]) => [belief, right] as const) };
}
