import type { Clock } from '@earmark/core';
import { lifeOf, type ProcessIdentity } from '@earmark/core/files';
import { type LockRecord, parseRecord } from './record.ts';

/** What a lock file said, and what that makes of its holder. */
export interface Sight {
  readonly text: string;
  /** Undefined where the text is no record, as while another tool is writing it. */
  readonly record: LockRecord | undefined;
  readonly state: 'held' | 'stale' | 'dead';
}

/** Remembers since when a lock file says the same, by this machine's monotonic clock: nobody else's time counts. */
export interface Watch {
  judge(path: string, text: string): Promise<Sight>;
  forget(path: string): void;
}
export interface WatchOptions {
  readonly clock: Clock;
  readonly staleMs: number;
  readonly silentMs: number;
  readonly identity: () => Promise<ProcessIdentity>;
}

/** As many locks are watched at once; beyond it the longest unseen is forgotten, which only delays a takeover. */
const most = 100_000;

export function createWatch({ clock, staleMs, silentMs, identity }: WatchOptions): Watch {
  const seen = new Map<string, { readonly text: string; readonly since: number }>();

  function unchangedMs(path: string, text: string): number {
    const now = clock.monotonic();
    const before = seen.get(path);
    const since = before?.text === text ? before.since : now;
    seen.delete(path);
    seen.set(path, { text, since });
    const oldest = seen.keys().next();
    if (seen.size > most && !oldest.done) seen.delete(oldest.value);
    return now - since;
  }

  return {
    async judge(path, text) {
      const record = parseRecord(text);
      const life = record && (await lifeOf(record, await identity()));
      if (life === 'dead') return { text, record, state: 'dead' };
      if (life === 'alive') return { text, record, state: 'held' };
      const beatless = record !== undefined && record.beat === undefined;
      const stale = unchangedMs(path, text) >= (beatless ? Math.max(silentMs, staleMs) : staleMs);
      return { text, record, state: stale ? 'stale' : 'held' };
    },
    forget(path) {
      seen.delete(path);
    },
  };
}
