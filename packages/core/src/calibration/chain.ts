import { type CalibrationModel, calibrate } from './model.ts';

type Point = CalibrationModel['points'][number];

/** Two models, one behind the other, as one: its points are those of the first, and where it meets those of the second. */
export function chain(first: CalibrationModel, second: CalibrationModel): CalibrationModel {
  const heights = second.points.map(([height]) => height);
  const points = first.points.flatMap((point, at): readonly Point[] => {
    const next = first.points[at + 1];
    return next === undefined ? [point] : [point, ...between(point, next, heights)];
  });
  return { points: points.map(([belief, height]) => [belief, calibrate(height, second)] as const) };
}

function between([x0, y0]: Point, [x1, y1]: Point, heights: readonly number[]): readonly Point[] {
  return heights
    .filter((height) => height > y0 && height < y1)
    .map((height) => [x0 + ((x1 - x0) * (height - y0)) / (y1 - y0), height] as const);
}
