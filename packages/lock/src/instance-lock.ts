import { join } from 'node:path';
import { EarmarkError, type Lease, type LockStrategy } from '@earmark/core';

export interface InstanceLockOptions {
  readonly locks: LockStrategy;
  /** The folder of the installation's state, absolute. */
  readonly folder: string;
  readonly account: string;
}

/** Refuses a second writing process of an account, and says who the first one is. */
export async function acquireInstanceLock({
  locks,
  folder,
  account,
}: InstanceLockOptions): Promise<Lease> {
  const key = join(folder, account, 'locks', 'instance');
  try {
    return await locks.acquire(key, { account });
  } catch (error) {
    if (!EarmarkError.is(error, 'locked')) throw error;
    const holder = await locks.inspect(key);
    const who =
      holder === undefined
        ? 'another process'
        : `process ${holder.holder.pid} on ${holder.holder.host}, since ${new Date(holder.since).toISOString()}`;
    throw new EarmarkError(
      'locked',
      `account ${account} is already in use by ${who}: stop that process, or work as another account`,
      { cause: error },
    );
  }
}
