import type { Match, Policy } from '@earmark/spec';

/** The label that most of the matched releases name. Pure: same evidence, same proposals. */
export function createSamplePolicy(): Policy {
  return {
    spec: 1,
    kind: 'policy',
    name: 'sample',
    fields: ['label'],
    propose({ matches }) {
      const votes = new Map<string, readonly Match[]>();
      for (const match of matches) {
        const { label } = match.candidate;
        if (label !== undefined) votes.set(label, [...(votes.get(label) ?? []), match]);
      }
      const [best] = [...votes].sort(([, a], [, b]) => strength(b) - strength(a));
      if (best === undefined) return [];
      const [label, voters] = best;
      const belief = strength(voters) / strength(matches);
      const reasons = voters.map(({ source, score, weight }) => ({
        what: 'names this label',
        source,
        contribution: (score * weight) / strength(matches),
      }));
      return [{ field: 'label', after: [label], belief, reasons }];
    },
  };
}

/** Never 0, so that it may divide. */
const strength = (matches: readonly Match[]) =>
  matches.reduce((sum, { score, weight }) => sum + score * weight, Number.EPSILON);
