import type { RateLimit } from '../spec.ts';

/** Which limit governs which host. A host is `example.org`, `example.org:8080`, or `*.example.org` for all hosts below it. */
export type HostLimits = Readonly<Record<string, RateLimit>>;

/** The declaration that a host falls under: itself, else the longest `*.` that it ends with. */
export function declaredAs(host: string, hosts: HostLimits): string | undefined {
  if (Object.hasOwn(hosts, host)) return host;
  return Object.keys(hosts)
    .filter((declared) => declared.startsWith('*.') && host.endsWith(declared.slice(1)))
    .sort((a, b) => b.length - a.length)[0];
}

/** One limit that keeps both: no rolling window of either ever has more starts than it allows. */
export function stricter(one: RateLimit, other: RateLimit): RateLimit {
  const requests = Math.min(one.requests, other.requests);
  const concurrency = smaller(one.concurrency, other.concurrency);
  const perDay = smaller(one.perDay, other.perDay);
  return {
    requests,
    perMs: Math.max(spread(one, requests), spread(other, requests)),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(perDay === undefined ? {} : { perDay }),
  };
}

/** The shortest window in which `requests` starts stay within the limit: a window of `perMs` is covered by so many of it. */
function spread(limit: RateLimit, requests: number): number {
  return Math.ceil(limit.perMs / Math.floor(limit.requests / requests));
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : Math.min(one, other);
}
