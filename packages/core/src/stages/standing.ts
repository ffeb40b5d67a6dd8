import type { RunContext } from '../run/context.ts';
import type { Decision, Subject } from '../spec.ts';

/**
 * How a subject stands after its decisions, by the most that is open about it:
 * `undecided`: a source that might know it could not be asked; `manual` and `review`: a person is needed; `changed`:
 * something is to be written; `unknown`: no source knows it, so nothing is confirmed; `confirmed`: it is as the sources
 * say; `settled`: a person locked or rejected what could be decided; `unsaid`: its sources say nothing of these fields.
 */
export type Standing =
  | 'undecided'
  | 'manual'
  | 'review'
  | 'changed'
  | 'unknown'
  | 'confirmed'
  | 'settled'
  | 'unsaid';

/** What else is known of a subject once it is decided. */
export interface Circumstances {
  /** Some source knows it. */
  readonly matched: boolean;
  /** A person locked a field of it or rejected a value. */
  readonly held: boolean;
}

export function standingOf(
  decisions: readonly Decision[],
  { matched, held }: Circumstances,
): Standing {
  if (decisions.some(isUndecided)) return 'undecided';
  const bands = new Set(decisions.map(({ band }) => band));
  if (bands.has('manual')) return 'manual';
  if (bands.has('review')) return 'review';
  if (bands.has('auto')) return 'changed';
  if (!matched) return 'unknown';
  if (decisions.length > 0) return 'confirmed';
  return held ? 'settled' : 'unsaid';
}

/** A source was asked and failed, and no other knew: to be asked again. */
export const isUndecided = ({ belief, silent }: Decision): boolean =>
  belief === 0 && silent.length > 0;

/** How a subject stands, in its run's counts: once as an album, and by its files. */
export function countStanding(
  subject: Subject,
  decisions: readonly Decision[],
  circumstances: Circumstances,
  run: Pick<RunContext, 'count'>,
): void {
  const standing = standingOf(decisions, circumstances);
  run.count(`albums:${standing}`);
  run.count(`files:${standing}`, subject.targets.length);
}
