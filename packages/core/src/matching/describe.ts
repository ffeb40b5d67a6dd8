import type { Candidate, Match } from '../spec.ts';

/**
 * Which candidates are worth another request: the winner, and the runner-up where it is close enough that more
 * facts could change the order. Nothing where even the winner is hopeless. In a second round, with the ids that
 * were described in the first, it is the winner alone, should it be a new one: a candidate that looked good from
 * afar must not win because the first one was looked at closely.
 */
export function worthDescribing(
  matches: readonly Match[],
  described: ReadonlySet<string> = new Set(),
): readonly Candidate[] {
  const [first, second] = matches;
  if (first === undefined || first.score < hopeless || described.has(first.candidate.id)) return [];
  const close =
    second !== undefined && first.score - second.score < far && second.score >= hopeless;
  return close && described.size === 0 ? [first.candidate, second.candidate] : [first.candidate];
}

const hopeless = 0.02;
const far = 0.35;
