import { identify, type Match, rank, rescore, worthDescribing } from '@earmark/core';
import type { Case } from './cases.ts';
import type { Work } from './world/world.ts';

/** What a matcher says of a case. */
export interface Verdict {
  /** How sure it is; any scale that grows. */
  readonly belief: number;
  readonly work: Work | undefined;
}
export interface Matched extends Verdict {
  /** The best match of every service, as a policy would get them. */
  readonly matches: readonly Match[];
}

const rounds = 2;

/** As the pipeline does it: one search a service, a look-up of the winner and a close runner-up, then all services together. */
export function matchCase({ query, answers }: Case): Matched {
  const best: Match[] = [];
  const works = new Map<string, Work>();
  for (const { service, entries } of answers) {
    const { name: source, weight } = service;
    for (const { found, work } of entries) works.set(`${source} ${found.id}`, work);
    const candidates = entries.map(({ found }) => found);
    let matches = rank({ source, weight, query, candidates });
    const asked = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const wanted = worthDescribing(matches, asked);
      if (wanted.length === 0) break;
      for (const { id } of wanted) asked.add(id);
      const described = entries.flatMap(({ found, described: told }) =>
        asked.has(found.id) ? [told] : [],
      );
      matches = rescore(matches, described, { query });
    }
    const [winner] = matches;
    if (winner !== undefined) best.push(winner);
  }
  const { belief, matches } = identify(query.kind, best);
  const [first] = matches;
  const work = first === undefined ? undefined : works.get(`${first.source} ${first.candidate.id}`);
  return { belief, work, matches: best };
}
