import type { Reason } from '@earmark/core';
import type { Choice } from './choose.ts';
import type { Doubt } from './doubts.ts';
import type { Share } from './stance.ts';
import { probability, type Weighed } from './weigh.ts';

export interface Explained {
  readonly belief: number;
  /** They add up to the belief. */
  readonly reasons: readonly Reason[];
}

/**
 * All values must be right: the belief is that in each of them together, shared out among those who spoke for and
 * against them; doubts take their part of what is left.
 * `most` is the ceiling where nobody was asked: hints alone never convince.
 */
export function explain(
  { named, broader }: Choice,
  doubts: readonly Doubt[],
  most: number,
): Explained {
  const total = named.reduce((sum, { belief }) => sum + belief, 0);
  const base = named.reduce((all, { belief }) => all * belief, 1);
  const start = Math.min(base, most);
  const reasons = joinSame(named.flatMap((each) => reasonsFor(each, start / total)));
  let belief = start;
  for (const genre of broader) {
    reasons.push({ what: genre, contribution: 0, detail: 'comes with the others' });
  }
  for (const { what, takes, source, detail } of doubts) {
    const contribution = -belief * takes;
    belief += contribution;
    reasons.push({
      what,
      contribution,
      ...(source === undefined ? {} : { source }),
      ...(detail === undefined ? {} : { detail }),
    });
  }
  return { belief, reasons };
}

/** What speaks for a genre shares what would be believed without the rest; that takes its part away again. */
function reasonsFor({ belief, shares, against }: Weighed, scale: number): readonly Reason[] {
  const unopposed = probability(sumOf(shares));
  const forIt = (unopposed * scale) / sumOf(shares);
  const againstIt = ((belief - unopposed) * scale) / sumOf(against);
  return [
    ...shares.map((share) => reasonOf(share, forIt)),
    ...against.map((share) => reasonOf(share, againstIt)),
  ];
}

/** What holds of every value alike is said once. */
function joinSame(reasons: readonly Reason[]): Reason[] {
  const said = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = JSON.stringify([reason.what, reason.source, reason.detail]);
    const contribution = (said.get(key)?.contribution ?? 0) + reason.contribution;
    said.set(key, { ...reason, contribution });
  }
  return [...said.values()];
}

function reasonOf({ level: _, logit, ...said }: Share, worth: number): Reason {
  return { ...said, contribution: logit * worth };
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { logit }) => sum + logit, 0);
}
