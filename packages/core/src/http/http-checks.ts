import {
  between,
  type Checks,
  callable,
  clockLike,
  having,
  object,
  text,
  whole,
} from '../options/check.ts';
import type {
  HttpBreakerOptions,
  HttpCacheOptions,
  HttpClientOptions,
  HttpRetryOptions,
} from './options.ts';

const duration = between(0);

export const httpChecks: Checks<HttpClientOptions> = {
  shared: having('book', 'park', 'parked', 'noteFailure'),
  clock: clockLike,
  userAgent: text,
  cache: object<HttpCacheOptions>({
    store: having('get', 'set'),
    hitMs: duration,
    missMs: duration,
    onError: callable,
  }),
  retry: object<HttpRetryOptions>({
    retries: whole(0),
    baseMs: duration,
    maxMs: duration,
    ceilingMs: duration,
  }),
  breaker: object<HttpBreakerOptions>({ failures: whole(1), openMs: duration }),
  timeoutMs: between(1),
  maxBodyBytes: between(1),
  concurrency: whole(1),
  record: text,
  replay: text,
  fetch: callable,
  random: callable,
};
