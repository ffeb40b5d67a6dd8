import {
  type Applied,
  type Enriched,
  type Fields,
  map,
  type Stage,
  type Subject,
} from '@earmark/core';
import { asIs } from './as-they-are.ts';

/** For a second `decide` of the same run: subjects as they are once the first has written, or in a dry run would have. */
export const asWritten = (): Stage<Applied, Enriched> =>
  map(({ subject, plans }, run) => asIs(withPlans(subject, plans), run));

function withPlans(subject: Subject, plans: Applied['plans']): Subject {
  const targets = subject.targets.map((target) => {
    const diff = plans.flatMap((plan) => (plan.change.target === target.id ? plan.diff : []));
    const fields: Fields = {
      ...target.fields,
      ...Object.fromEntries(diff.map((each) => [each.field, each.after])),
    };
    return { ...target, fields };
  });
  return { ...subject, targets };
}
