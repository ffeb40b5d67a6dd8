import { type Clock, EarmarkError } from '@earmark/core';
import {
  between,
  type Checks,
  checkOptions,
  clockLike,
  recordOf,
  text,
} from '@earmark/core/options';

export interface FileLockOptions {
  /** Where this machine has each root: a key `<root id>:<relative path>` is locked beside that file. Those given to `acquire` are used first. */
  readonly roots?: Readonly<Record<string, string>>;
  /** An absolute folder for the locks of keys that name no file. */
  readonly folder?: string;
  /** What a lock's name adds to its file's name. Default `.earmark.lock`. */
  readonly suffix?: string;
  /** Milliseconds between two heartbeats, at least 10. Default 10,000. */
  readonly beatMs?: number;
  /** Milliseconds without a heartbeat after which another machine may take over, at least three beats. Default 60,000. */
  readonly staleMs?: number;
  /** The same for lock files that have no heartbeat, as other tools write them. Default 1,800,000 (30 minutes). */
  readonly silentMs?: number;
  /** Whose work it is: told to whoever is refused. `acquire` may name another one. */
  readonly account?: string;
  /** What this machine is called in lock files. Default: the system's host name. Machines and containers of equal names are told apart all the same. */
  readonly host?: string;
  readonly clock?: Clock;
}

export interface Settings {
  readonly suffix: string;
  readonly beatMs: number;
  readonly staleMs: number;
  readonly silentMs: number;
}

const checks: Checks<FileLockOptions> = {
  roots: recordOf(text),
  folder: text,
  suffix: text,
  beatMs: between(10),
  staleMs: between(30),
  silentMs: between(0),
  account: text,
  host: text,
  clock: clockLike,
};

export function settingsOf(options: FileLockOptions): Settings {
  checkOptions(options, 'createFileLock', checks);
  const { suffix = '.earmark.lock', beatMs = 10_000, staleMs = 60_000 } = options;
  const { silentMs = 1_800_000 } = options;
  if (!/^\.?[^/\\]+$/.test(suffix)) refuse(`suffix must be part of a file name, not "${suffix}"`);
  if (!(staleMs >= 3 * beatMs))
    refuse(`staleMs must be at least three times beatMs (${3 * beatMs}), not ${staleMs}`);
  return { suffix, beatMs, staleMs, silentMs };
}

function refuse(what: string): never {
  throw new EarmarkError('config', `createFileLock: ${what}`);
}
