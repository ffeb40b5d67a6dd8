import type { Evidence, Policy, Proposal, Reason } from '@earmark/core';

/** The simplest policy that is one: every claim votes with its source's weight, its strength and its match. */
export function createVotePolicy(): Policy {
  return { spec: 1, kind: 'policy', name: 'plain-vote', fields: ['genre'], propose };
}

function propose({ matches }: Evidence): readonly Proposal[] {
  const votes = new Map<
    string,
    { readonly label: string; votes: number; readonly sources: Set<string> }
  >();
  for (const { candidate, weight, score, source } of matches)
    for (const { field, value, strength, level } of candidate.claims) {
      if (field !== 'genre') continue;
      const key = value.toLowerCase().replace(/[^a-z]/g, '');
      const vote = votes.get(key) ?? { label: value, votes: 0, sources: new Set<string>() };
      vote.votes += weight * strength * score * (level === 'artist' ? 0.6 : 1);
      vote.sources.add(source);
      votes.set(key, vote);
    }
  const ranked = [...votes.values()].sort(
    (a, b) => b.votes - a.votes || (a.label < b.label ? -1 : 1),
  );
  const best = ranked[0];
  if (best === undefined) return [];
  const kept = ranked.filter((vote) => vote.votes > best.votes / 2 && vote.sources.size > 1);
  const after = (kept.length > 0 ? kept : [best]).slice(0, 3);
  const belief = 1 - 0.5 ** after.reduce((least, { votes: count }) => Math.min(least, count), 9);
  const reasons: readonly Reason[] = [
    { what: `${best.label} has most votes`, contribution: belief },
  ];
  return [{ field: 'genre', after: after.map(({ label }) => label), belief, reasons }];
}
