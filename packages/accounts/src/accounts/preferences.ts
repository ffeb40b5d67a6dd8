import type { AccountOptions, BandLimits, Policy } from '@earmark/core';
import type { AccountSettings } from './settings.ts';

export type GenrePreferences = AccountSettings['genres'];
/** The settings of an account that change what is decided. */
export interface DecisionSettings {
  readonly bands: BandLimits | null;
  readonly genres: GenrePreferences;
}

/** Genres that an account avoids are left out, those it prefers come first; the rest keeps its order. */
export function preferred(
  genres: readonly string[],
  { prefer, avoid }: GenrePreferences,
): readonly string[] {
  const kept = genres.filter((genre) => placeIn(avoid, genre) < 0);
  const rank = (genre: string) => {
    const place = placeIn(prefer, genre);
    return place < 0 ? prefer.length : place;
  };
  return kept.toSorted((one, other) => rank(one) - rank(other));
}

const placeIn = (list: readonly string[], genre: string) =>
  list.findIndex((each) => each.toLowerCase() === genre.toLowerCase());

/** What an account was given, as its settings want it. Without settings of its own: the very same. */
export function settledOptions(
  own: AccountOptions,
  { bands, genres }: DecisionSettings,
): AccountOptions {
  const { policies = [] } = own;
  const hasPreferences = genres.prefer.length + genres.avoid.length > 0;
  if (bands === null && !hasPreferences) return own;
  return {
    ...own,
    ...(bands ? { bands } : {}),
    ...(hasPreferences ? { policies: policies.map((policy) => preferring(policy, genres)) } : {}),
  };
}

function preferring(policy: Policy, genres: GenrePreferences): Policy {
  if (!policy.fields.includes('genre')) return policy;
  return {
    ...policy,
    propose: (evidence) =>
      policy.propose(evidence).flatMap((proposal) => {
        if (proposal.field !== 'genre') return [proposal];
        const after = preferred(proposal.after, genres);
        return after.length === 0 && proposal.after.length > 0 ? [] : [{ ...proposal, after }];
      }),
  };
}
