/**
 * How often a belief turns out right: points of a line that never falls, both between 0 and 1, ordered by
 * belief. Plain data, so that it can be kept, sent and read.
 */
export interface CalibrationModel {
  readonly points: readonly (readonly [belief: number, right: number])[];
}

/** A raw belief as a confidence: of all decisions with .95, 95 in 100 are right. A belief that is no number is worth nothing. */
export function calibrate(belief: number, model: CalibrationModel): number {
  if (Number.isNaN(belief)) return 0;
  const clipped = Math.min(1, Math.max(0, belief));
  let last: readonly [number, number] | undefined;
  for (const point of model.points) {
    if (clipped <= point[0]) return last === undefined ? point[1] : between(last, point, clipped);
    last = point;
  }
  return last === undefined ? clipped : last[1];
}

function between(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  x: number,
): number {
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
