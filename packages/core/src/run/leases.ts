import { join } from 'node:path';
import { EarmarkError } from '../errors.ts';
import type { Lease, LockStrategy } from '../spec.ts';

/**
 * `account`: one writing lease serves all of an account's files; right for one machine.
 * `target`: each file has a lease of its own; right where several machines work on one share.
 */
export type LeaseMode = 'account' | 'target';

export interface Leases {
  /** Takes what must be held before the first write. Throws `locked`, naming the holder. */
  open(): Promise<void>;
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
}

/** The key of an account's writing lease. */
export function instanceKey(stateFolder: string, account: string): string {
  return stateFolder === ''
    ? `instance:${account}`
    : join(stateFolder, account, 'locks', 'instance');
}

export function createLeases({ locks, mode, account, stateFolder, roots }: LeasesOptions): Leases {
  const lost = new AbortController();
  let held: Lease | undefined;

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
      held.lost.addEventListener('abort', () => lost.abort(held?.lost.reason), { once: true });
    },
    async get(target) {
      if (mode === 'target') return locks.acquire(target, { roots, account });
      if (!held)
        throw new EarmarkError(
          'internal',
          `${target} was to be written without the account's lease`,
        );
      return borrowed(held, target);
    },
    async close() {
      await held?.release();
      held = undefined;
    },
  };
}

/** The account's lease, lent for one target: giving it back releases nothing. */
function borrowed(lease: Lease, key: string): Lease {
  return {
    key,
    token: lease.token,
    lost: lease.lost,
    confirm: () => lease.confirm(),
    async release() {},
    async [Symbol.asyncDispose]() {},
  };
}
