import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { EarmarkError } from '@earmark/spec';
import type { LockInfo, LockStrategy } from '../spec.ts';
import { targetId } from '../target.ts';
import { fileLeases, instanceKey, type LeaseMode, othersClearMs } from './leases.ts';

/** Who may write something of an account now. */
export interface HeldLease extends LockInfo {
  readonly id: string;
  /** `account`: all of its files; `file`: one of them. */
  readonly of: 'account' | 'file';
  /** Which file. Left out where its lease does not lie beside it. */
  readonly target?: string;
}
type Found = LockInfo & { readonly target?: string };

export interface LeaseDesk {
  list(): Promise<readonly HeldLease[]>;
  /**
   * Puts away what somebody left who is dead or silent for too long, as the next one would who needs it. Throws
   * `not-found`, and `locked` where its holder lives.
   */
  takeAway(id: string): Promise<void>;
}
export interface LeaseDeskParts {
  readonly locks: LockStrategy;
  readonly mode: LeaseMode;
  readonly account: string;
  readonly stateFolder: string;
  readonly roots: () => Promise<Readonly<Record<string, string>>>;
}

export function createLeaseDesk(parts: LeaseDeskParts): LeaseDesk {
  const { locks, mode, account, stateFolder, roots } = parts;
  const shown = (of: HeldLease['of'], info: LockInfo): HeldLease => ({
    ...info,
    of,
    id: createHash('sha256').update(info.key).digest('hex').slice(0, 16),
  });

  async function below(under: string): Promise<readonly LockInfo[]> {
    try {
      const found: LockInfo[] = [];
      for await (const info of locks.list(under)) found.push(info);
      return found;
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
  /** Some strategies know a root by its id, others by where it is on this machine. */
  async function belowRoot(id: string, path: string): Promise<readonly Found[]> {
    try {
      return await below(`${id}:`);
    } catch (error) {
      if (!EarmarkError.is(error, 'config')) throw error;
      return (await below(path)).map((info) => ({ ...info, target: targetIn(id, path, info) }));
    }
  }
  async function ofFiles(): Promise<readonly Found[]> {
    if (mode === 'account') return [];
    if (mode === 'state') return below(fileLeases(stateFolder, account));
    const all = Object.entries(await roots()).map(([id, path]) => belowRoot(id, path));
    return (await Promise.all(all)).flat();
  }
  /** Two accounts may call a root alike. */
  const isOwn = ({ holder }: LockInfo) =>
    holder.account === undefined || holder.account === account;

  async function list(): Promise<readonly HeldLease[]> {
    const writer = await locks.inspect(instanceKey(stateFolder, account));
    const files = (await ofFiles()).filter(isOwn).map((info) => ({
      ...(mode === 'target' ? { target: info.key } : {}),
      ...shown('file', info),
    }));
    return writer ? [shown('account', writer), ...files] : files;
  }

  return {
    list,
    async takeAway(id) {
      const found = (await list()).find((each) => each.id === id);
      if (!found) throw new EarmarkError('not-found', `Account ${account} has no lease ${id}`);
      const { key, holder, state } = found;
      if (state === 'held')
        throw new EarmarkError(
          'locked',
          `${holder.host} ${holder.pid} is alive and holds it: stop its run or end that process`,
        );
      const lease = await locks.acquire(key, {
        account,
        roots: await roots(),
        waitMs: othersClearMs,
      });
      await lease.release();
    },
  };
}

/** Nothing lies there yet, or the disk is away. */
function isMissing(error: unknown): boolean {
  if (EarmarkError.is(error, 'not-found')) return true;
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}

/** As the catalogue calls it, not as this machine does. */
const targetIn = (root: string, path: string, { key }: LockInfo): string =>
  targetId(root, relative(path, key).split(sep).join('/'));
