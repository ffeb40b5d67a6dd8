import { hostname } from 'node:os';
import { between, text } from '@earmark/core/options';
import { type Place, type PostgresOptions, placeOf } from '../options.ts';

export interface PostgresLockOptions extends PostgresOptions {
  /** Milliseconds between two looks at one's own locks, at least 10: a lost one is told within two. Default 10,000. */
  readonly beatMs?: number;
  /** Whose work it is: told to whoever is refused. `acquire` may name another one. */
  readonly account?: string;
  /** What this machine is called in the locks. Default: the system's host name. */
  readonly host?: string;
}

export interface LockSettings {
  readonly place: Place;
  readonly beatMs: number;
  readonly account: string | undefined;
  readonly host: string;
}

export function lockSettings(options: PostgresLockOptions): LockSettings {
  const { beatMs = 10_000, account, host = hostname() } = options;
  // What is asked at once goes together: one is enough.
  const place = placeOf({ connections: 1, ...options }, 'createPostgresLock', {
    beatMs: between(10),
    account: text,
    host: text,
  });
  return { place, beatMs, account, host };
}
