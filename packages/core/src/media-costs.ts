import { EarmarkError } from '@earmark/spec';
import type { MediaCost, Plan } from './spec.ts';

/** What a change of media would cost that no person agreed to. Such a plan is shown, and not carried out. */
export function unacceptedCosts({ change, costs = [] }: Plan): readonly MediaCost[] {
  const accepted = change.kind === 'media' ? (change.accepts ?? []) : [];
  return costs.filter(({ cost }) => !accepted.includes(cost));
}

/** `unsupported` with the reasons, in words, and what has to be accepted; undefined where there is nothing to refuse. */
export function costRefusal(plan: Plan): EarmarkError | undefined {
  const costs = unacceptedCosts(plan);
  if (costs.length === 0) return undefined;
  const why = costs.map((each) => each.why).join('; ');
  const names = costs.map(({ cost }) => cost).join(', ');
  return new EarmarkError(
    'unsupported',
    `${why}. It is left as it is, unless you accept: ${names}`,
  );
}
