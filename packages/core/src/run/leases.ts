import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EarmarkError, toFault } from '@earmark/spec';
import { gather } from '../gather.ts';
import type { Lease, LockStrategy, Logger } from '../spec.ts';

/**
 * `account`: one writing lease serves all of an account's files; right for one machine.
 * `target`: each file has a lease of its own; right where several machines work on one share.
 * `state`: the same among the processes that have this state folder, and nothing lies beside the files.
 * A file's lease is not given while somebody holds the account's, and not confirmed either.
 */
export type LeaseMode = 'account' | 'target' | 'state';

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
  readonly locks: Pick<LockStrategy, 'acquire' | 'inspect'>;
  readonly mode: LeaseMode;
  readonly account: string;
  readonly stateFolder: string;
  readonly roots: Readonly<Record<string, string>>;
  readonly log: Logger;
  /** Waits until no other run of this process writes for the account; gives what ends that. */
  readonly turn?: () => Promise<() => void>;
}

/** So long another process may take to put the same dead lease away. */
export const othersClearMs = 5_000;

/** The key of an account's writing lease. */
export function instanceKey(stateFolder: string, account: string): string {
  return stateFolder === ''
    ? `instance:${account}`
    : join(stateFolder, account, 'locks', 'instance');
}

/** Beneath it lie the leases of an account's single files. */
export const fileLeases = (stateFolder: string, account: string) =>
  stateFolder === '' ? `file:${account}:` : join(stateFolder, account, 'locks', 'files');

function fileKey(stateFolder: string, account: string, target: string): string {
  const place = fileLeases(stateFolder, account);
  if (stateFolder === '') return place + target;
  const name = createHash('sha256').update(target).digest('hex').slice(0, 32);
  return join(place, name);
}

export function createLeases(options: LeasesOptions): Leases {
  const { locks, mode, account, stateFolder, roots, log, turn } = options;
  const lost = new AbortController();
  let held: Lease | undefined;
  let endTurn = () => {};

  async function giveBack(lease: Lease): Promise<void> {
    try {
      await lease.release();
    } catch (error) {
      log.warn(`the lock ${lease.key} could not be given back: it ends with this process`, {
        fault: toFault(error),
      });
    }
  }

  const writer = instanceKey(stateFolder, account);
  const refused = (error: EarmarkError) =>
    new EarmarkError(
      'locked',
      `account ${account} is being written by another process: ${error.message}. Wait for it, stop it, or use another account.`,
      { cause: error },
    );
  async function acquireWriter(waitMs = 0): Promise<Lease> {
    try {
      return await locks.acquire(writer, { account, waitMs });
    } catch (error) {
      throw EarmarkError.is(error, 'locked') ? refused(error) : error;
    }
  }
  async function acquireFile(target: string): Promise<Lease> {
    if (mode === 'target') return locks.acquire(target, { roots, account });
    try {
      return await locks.acquire(fileKey(stateFolder, account, target), { account });
    } catch (error) {
      if (!EarmarkError.is(error, 'locked')) throw error;
      throw new EarmarkError('locked', `${target} is locked: ${error.message}`, {
        cause: error,
      });
    }
  }
  /** Whoever holds the account's lease looks at no other. What its holder left behind when it died is put away. */
  const noWriter = gather(
    async (askers: readonly undefined[]) => {
      const info = await locks.inspect(writer);
      if (info) await giveBack(await acquireWriter(info.state === 'held' ? 0 : othersClearMs));
      return askers;
    },
    { oneByOne: true },
  );
  const assertNoWriter = async () => void (await noWriter(undefined));

  return {
    lost: lost.signal,
    async open() {
      if (mode !== 'account' || held) return;
      endTurn = (await turn?.()) ?? endTurn;
      held = await acquireWriter();
      const { lost: gone } = held;
      if (gone.aborted) lost.abort(gone.reason);
      gone.addEventListener('abort', () => lost.abort(gone.reason), { once: true });
    },
    async get(target) {
      if (mode !== 'account') {
        const lease = await acquireFile(target);
        const release = () => giveBack(lease);
        try {
          await assertNoWriter();
        } catch (error) {
          await release();
          throw error;
        }
        return lent(lease, target, release, assertNoWriter);
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
      endTurn();
    },
  };
}

/** A lease for one target; `release` is what giving it back does: nothing, where it is the account's. */
function lent(
  lease: Lease,
  key: string,
  release: () => Promise<void>,
  alsoConfirm = async () => {},
): Lease {
  return {
    key,
    token: lease.token,
    lost: lease.lost,
    async confirm() {
      await lease.confirm();
      await alsoConfirm();
    },
    release,
    [Symbol.asyncDispose]: release,
  };
}
