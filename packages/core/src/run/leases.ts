import { join } from 'node:path';
import { EarmarkError, toFault } from '@earmark/spec';
import type { Lease, LockStrategy, Logger } from '../spec.ts';

/**
 * `account`: one writing lease serves all of an account's files; right for one machine.
 * `target`: each file has a lease of its own; right where several machines work on one share.
 */
export type LeaseMode = 'account' | 'target';

export interface Leases {
  /** Takes what must be held before the first write. Throws `locked`, naming the holder. */
  open(): Promise<void>;
  /** A lease whose return never fails: what was done under it stays done. */
  get(target: string): Promise<Lease>;
  /** Aborts when the account's lease is lost. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

export interface LeasesOptions {
  readonly locks: LockStrategy;
  readonly mode: LeaseMode;
  readonly account: string;
  readonly stateFolder: string;
  readonly roots: Readonly<Record<string, string>>;
  readonly log: Logger;
}

/** The key of an account's writing lease. */
export function instanceKey(stateFolder: string, account: string): string {
  return stateFolder === ''
    ? `instance:${account}`
    : join(stateFolder, account, 'locks', 'instance');
}

export function createLeases(options: LeasesOptions): Leases {
  const { locks, mode, account, stateFolder, roots, log } = options;
  const lost = new AbortController();
  let held: Lease | undefined;

  async function giveBack(lease: Lease): Promise<void> {
    try {
      await lease.release();
    } catch (error) {
      log.warn(`the lock ${lease.key} could not be given back: it ends with this process`, {
        fault: toFault(error),
      });
    }
  }

  return {
    lost: lost.signal,
    async open() {
      if (mode === 'target' || held) return;
      const key = instanceKey(stateFolder, account);
      try {
        held = await locks.acquire(key, { account });
      } catch (error) {
        if (!EarmarkError.is(error, 'locked')) throw error;
        throw new EarmarkError(
          'locked',
          `account ${account} is being written by another process: ${error.message}. Wait for it, stop it, or use another account.`,
          { cause: error },
        );
      }
      const { lost: gone } = held;
      if (gone.aborted) lost.abort(gone.reason);
      gone.addEventListener('abort', () => lost.abort(gone.reason), { once: true });
    },
    async get(target) {
      if (mode === 'target') {
        const lease = await locks.acquire(target, { roots, account });
        return lent(lease, target, () => giveBack(lease));
      }
      if (!held)
        throw new EarmarkError(
          'internal',
          `${target} was to be written without the account's lease`,
        );
      return lent(held, target, async () => {});
    },
    async close() {
      if (held) await giveBack(held);
      held = undefined;
    },
  };
}

/** A lease for one target; `release` is what giving it back does: nothing, where it is the account's. */
function lent(lease: Lease, key: string, release: () => Promise<void>): Lease {
  return {
    key,
    token: lease.token,
    lost: lease.lost,
    confirm: () => lease.confirm(),
    release,
    [Symbol.asyncDispose]: release,
  };
}
