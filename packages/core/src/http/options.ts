import type { SharedStore } from '../ports.ts';
import type { Clock, Http } from '../spec.ts';
import type { HostLimits } from './limits.ts';

/** What one installation has once: all its plugins, accounts and runs go through it. */
export interface HttpClientOptions {
  /** Where limits, budgets, parking and breakers are kept: shared by every process that has the same store. */
  readonly shared: Pick<SharedStore, 'book' | 'park' | 'parked' | 'noteFailure'>;
  /** Default: the machine's own. */
  readonly clock?: Clock;
  /** Some services throttle or block what gives no contact: `MyApp/1.0 ( me@example.org )`. Default `Earmark`. A request's own header goes first. */
  readonly userAgent?: string;
  readonly cache?: HttpCacheOptions;
  readonly retry?: HttpRetryOptions;
  readonly breaker?: HttpBreakerOptions;
  /** For one attempt, its body included, in milliseconds of the machine's own time. Default 30,000. */
  readonly timeoutMs?: number;
  /** A larger answer is refused as `bad-response`. Default 20 MiB. */
  readonly maxBodyBytes?: number;
  /** Requests under way at once to a host that declares no `concurrency`. Default 8. */
  readonly concurrency?: number;
  /** Writes every exchange into this folder, one readable JSON file each, without secrets. */
  readonly record?: string;
  /** Answers from this folder alone: no network, no waiting, no cache. An address without a recording is a `config` error that names it. */
  readonly replay?: string;
  /** Default: Node's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** 0 to 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number;
}

export interface HttpCacheOptions {
  /** Anything that keeps strings as Keyv does: a `new Keyv(…)`, or a storage adapter for Keyv 6 as it is. Default: 32 MiB of memory. */
  readonly store?: HttpCacheStore;
  /** How long an answer may be reused, in milliseconds. Default 15 minutes. 0 turns the cache off. */
  readonly hitMs?: number;
  /** The same for "there is no such thing". Default: as `hitMs`. */
  readonly missMs?: number;
  /** Told when the store fails: requests go on without it. */
  readonly onError?: (error: unknown) => void;
}
/** Keys are digests. `ttlMs` is relative. */
export interface HttpCacheStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ttlMs: number): Promise<unknown>;
  /** A storage adapter for Keyv says here that its `set` takes a moment, no duration: it is used through a Keyv. */
  readonly capabilities?: { readonly expires?: boolean };
}

export interface HttpRetryOptions {
  /** Attempts after the first. Default 4. */
  readonly retries?: number;
  /** The first wait is a random part of this, each further one of twice as much. Default 1,000. */
  readonly baseMs?: number;
  /** No wait without a Retry-After is longer. Default 30,000. */
  readonly maxMs?: number;
  /** The longest Retry-After (or wait for a rolling window) that a request sits out; a longer one parks the host. Default 120,000. */
  readonly ceilingMs?: number;
}

export interface HttpBreakerOptions {
  /** So many failures of a host in a row, of all processes together, open its breaker. Default 8. */
  readonly failures?: number;
  /** How long it then answers `network` at once, before one request may try again. Default 60,000. */
  readonly openMs?: number;
}

/** On whose behalf requests are made. */
export interface HttpViewOptions {
  /** The plugin's name, for errors and events. */
  readonly plugin: string;
  readonly account: string;
  /** The plugin's own declaration: other hosts are refused. */
  readonly hosts: HostLimits;
  readonly signal: AbortSignal;
  /** The host is not asked before `until`. Told once for each plugin, account and pause. */
  readonly onPaused?: (pause: HttpPause) => void;
  /** Every answer that reached the plugin, in good or bad. */
  readonly onAnswered?: (answer: HttpAnswered) => void;
}
export interface HttpPause {
  readonly host: string;
  readonly until: number;
  readonly reason: string;
}
export interface HttpAnswered {
  readonly host: string;
  readonly status: number;
  /** It cost no request of its own: it was in the cache, or somebody was asking the same at this moment. */
  readonly cached: boolean;
  readonly ms: number;
}

/** One for an installation: it knows the limits of all hosts, who is parked, and what was asked before. */
export interface HttpClient {
  /** The `Http` of one plugin in one account and run. Cheap: make one per call where that is handy. */
  for(view: HttpViewOptions): Http;
}
