import type { Reason } from '@earmark/core';

/** What one source says in a field, and how far its word carries. */
export interface Statement {
  readonly values: readonly string[];
  readonly belief: number;
  readonly source: string;
}
export interface Agreed {
  readonly values: readonly string[];
  readonly belief: number;
  /** They add up to the belief. */
  readonly reasons: readonly Reason[];
}

/** Nothing was measured for these fields yet: people say yes, and their answers teach how far a belief carries. */
const mostBelief = 0.94;
/** How much of the belief the strongest other answer takes away, as a share of its own. */
const dissent = 0.3;

/**
 * Sources that say the same strengthen each other; the best of those that differ speaks, less sure by as much as the
 * next is. `keyOf` tells what is the same.
 */
export function agree(
  statements: readonly Statement[],
  keyOf: (values: readonly string[]) => string,
): Agreed | undefined {
  const groups = Map.groupBy(statements, ({ values }) => keyOf(values));
  const [first, second] = [...groups.values()]
    .map((group) => ({ group, belief: together(group) }))
    .sort((a, b) => b.belief - a.belief);
  if (!first) return undefined;
  const support = Math.min(mostBelief, first.belief);
  const lost = second ? support * dissent * second.belief : 0;
  const reasons: Reason[] = first.group.map(({ source }) => ({
    what: `${source} says so`,
    contribution: support / first.group.length,
    source,
  }));
  for (const { source, values } of second?.group ?? []) {
    const contribution = -lost / (second?.group.length ?? 1);
    reasons.push({
      what: `${source} says otherwise`,
      contribution,
      source,
      detail: values.join('; '),
    });
  }
  return { values: bestSpelled(first.group), belief: support - lost, reasons };
}

const together = (group: readonly Statement[]) =>
  1 - group.reduce((doubt, { belief }) => doubt * (1 - belief), 1);

/** Of several spellings the one that most have, then one that does not shout, then the surest source's. */
function bestSpelled(group: readonly Statement[]): readonly string[] {
  const spellings = Map.groupBy(group, ({ values }) => values.join('\n'));
  const [best] = [...spellings.values()].sort(
    (a, b) => rank(b) - rank(a) || together(b) - together(a),
  );
  return best?.[0]?.values ?? [];
}

const rank = (group: readonly Statement[]) =>
  group.length - (group[0]?.values.every(isShouted) ? 0.5 : 0);

const isShouted = (text: string) => text === text.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(text);
