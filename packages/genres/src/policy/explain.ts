import type { Reason } from '@earmark/core';
import type { Choice } from './choose.ts';
import type { Doubt } from './doubts.ts';

export interface Explained {
  readonly belief: number;
  /** They add up to the belief. */
  readonly reasons: readonly Reason[];
}

/**
 * All values must be right: the belief is that in each of them together, shared out among those who said them;
 * doubts take their part of what is left.
 * `most` is the ceiling where nobody was asked: hints alone never convince.
 */
export function explain(
  { named, broader }: Choice,
  doubts: readonly Doubt[],
  most: number,
): Explained {
  const total = named.reduce((sum, { score }) => sum + score, 0);
  const base = named.reduce((all, { belief }) => all * belief, 1);
  const start = Math.min(base, most);
  const reasons: Reason[] = [];
  let belief = 0;
  for (const { genre, score, shares } of named) {
    const all = shares.reduce((sum, { support }) => sum + support, 0);
    for (const { voice, word, support } of shares) {
      const contribution = (start * (score / total) * support) / all;
      belief += contribution;
      const detail = `“${word.label}”, said of the ${word.level}`;
      reasons.push({ what: genre, contribution, source: voice.name, detail });
    }
  }
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
