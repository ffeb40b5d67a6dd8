import type { Candidate } from '@earmark/core';
import type { Random } from './random.ts';
import type { Entry } from './sources.ts';

/** A service's search: by shared groups of three letters, with the noise of ranking by popularity. */
export interface Search {
  find(text: string, random: Random): readonly Entry[];
}

export function createSearch(entries: readonly Entry[]): Search {
  const index = new Map<string, number[]>();
  const lengths = new Float64Array(entries.length);
  for (const [at, { text }] of entries.entries()) {
    const grams = gramsOf(text);
    lengths[at] = grams.size;
    for (const gram of grams) {
      const known = index.get(gram);
      if (known === undefined) index.set(gram, [at]);
      else known.push(at);
    }
  }
  return {
    find(text, random) {
      const grams = gramsOf(text);
      const shared = new Map<number, number>();
      for (const gram of grams)
        for (const at of index.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
      const ranked = [...shared]
        .map(([at, count]) => {
          const near = (2 * count) / (grams.size + (lengths[at] ?? 0));
          return { at, score: near * (0.9 + 0.2 * random.next()) };
        })
        .filter(({ score }) => score > 0.3)
        .sort((a, b) => b.score - a.score || a.at - b.at)
        .slice(0, 10);
      return ranked.flatMap(({ at, score }) => {
        const entry = entries[at];
        if (entry === undefined || random.chance(0.03)) return [];
        const searchScore = Math.min(1, score);
        const scored = (candidate: Candidate) => ({ ...candidate, searchScore });
        return [{ ...entry, found: scored(entry.found), described: scored(entry.described) }];
      });
    },
  };
}

function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const word of text
    .toLowerCase()
    .normalize('NFKD')
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  }
  return grams;
}
