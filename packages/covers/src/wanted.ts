import type { CoversSettings } from './options.ts';
import type { Place } from './today.ts';

type Size = { readonly width: number; readonly height: number };

/** So much larger a picture must be to be worth a change. */
const larger = 1.2;
/** A cover may be as far from a square as this: scans rarely are exact. */
const nearlySquare = 0.04;

const edgeOf = ({ width, height }: Size) => Math.min(width, height);
const skewOf = ({ width, height }: Size) => Math.max(width, height) / Math.min(width, height) - 1;

/** Whether a place lacks its cover, or has one that could be better. What cannot be compared stays. */
export function isWanted(
  { target, picture }: Place,
  { replace, atMost }: Pick<CoversSettings, 'replace' | 'atMost'>,
): boolean {
  if (!target.fields.picture) return true;
  return replace && picture !== undefined && edgeOf(picture) * larger <= atMost;
}

export function isBetter(offered: Size, today: Size): boolean {
  const isSquareEnough = skewOf(offered) <= Math.max(nearlySquare, skewOf(today));
  return isSquareEnough && edgeOf(offered) >= larger * edgeOf(today);
}

/** What is left to choose by among pictures of the right album: size, less what is not square. */
export const worthOf = (size: Size): number => edgeOf(size) / (1 + skewOf(size));
