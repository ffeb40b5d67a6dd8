/**
 * One piece of evidence. Its weight is a logarithm of odds: 0 says nothing, +3 makes twenty times likelier that
 * the candidate is the subject, −3 twenty times less. Evidence that is missing is simply not there: it neither
 * speaks against a candidate nor lets anyone be sure.
 */
export interface Evidence {
  readonly what: string;
  readonly logit: number;
  readonly detail?: string;
  /**
   * `identity`: is it this work? `edition`: is it this pressing of it? (a wrong year or label is decisive for
   * neither a single nor an album) `preference`: which of two equals would the user rather have?
   */
  readonly about: 'identity' | 'edition' | 'preference';
}

/** Points of a line, rising in x. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** The line's value, straight between its points and level beyond them. */
export function at(curve: Curve, x: number): number {
  let [left, low] = curve[0] ?? [0, 0];
  if (x <= left) return low;
  for (const [right, high] of curve) {
    if (x <= right)
      return right === left ? high : low + ((high - low) * (x - left)) / (right - left);
    [left, low] = [right, high];
  }
  return low;
}
