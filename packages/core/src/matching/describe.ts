import type { Candidate, Match } from '../spec.ts';

/**
 * Which candidates are worth another request: the winner, and the runner-up where it is close enough that more
 * facts could change the order. Nothing where even the winner is hopeless.
 */
export function worthDescribing(matches: readonly Match[]): readonly Candidate[] {
  const [first, second] = matches;
  if (first === undefined || first.score < hopeless) return [];
  const close =
    second !== undefined && first.score - second.score < far && second.score >= hopeless;
  return close ? [first.candidate, second.candidate] : [first.candidate];
}

const hopeless = 0.02;
const far = 0.35;
