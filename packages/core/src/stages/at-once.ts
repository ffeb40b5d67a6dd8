import type { RateLimit, Source } from '../spec.ts';

/** Where nobody limits anything: enough for reading and matching to overlap. */
const least = 4;
/** However much the services allow: what is in flight is in memory, and is finished when a run is stopped. */
const most = 64;
/** Requests under way at once to a host that says nothing of it: as core's `http` has it. */
const places = 8;

/**
 * How many subjects are worth being asked about at once. A subject waits for all of its sources, so the slowest of
 * them decides: as many requests as it lets start in a second, which is longer than an answer takes.
 */
export function subjectsAtOnce(sources: readonly Pick<Source, 'hosts'>[]): number {
  const useful = sources.flatMap(({ hosts = {} }) => Object.values(hosts).map(requestsAtOnce));
  return Math.min(most, Math.max(least, useful.length === 0 ? least : Math.min(...useful)));
}

function requestsAtOnce({ requests, perMs, concurrency = places }: RateLimit): number {
  return Math.min(concurrency, Math.ceil((requests * 1000) / perMs));
}
