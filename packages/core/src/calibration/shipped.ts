import type { CalibrationModel } from './model.ts';
import models from './shipped-models.json' with { type: 'json' };

/** What a belief is worth before anybody reviewed anything. A field that nothing was measured for is taken at its word. */
export function shippedModel(field: string): CalibrationModel {
  const known: Readonly<Record<string, readonly number[][]>> = models;
  const points = known[field] ?? known.any ?? [];
  return { points: points.map(([belief = 0, right = 0]) => [belief, right] as const) };
}
