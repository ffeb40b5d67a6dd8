import type { Lease, LockStrategy } from '../spec.ts';
import type { Guard } from './guard.ts';
import { lease as leaseShape, lockInfo } from './shapes.ts';

export interface GuardedLocksOptions {
  /** Of the run that works under the locks: a stop does not wait for one. */
  readonly call: Guard;
  readonly signal: AbortSignal;
  /** Of the installation: what is held is confirmed and given back after a stop too. */
  readonly lasting: Guard;
  /** So long a lock may take to be given back. */
  readonly graceMs: number;
}

/** A lock strategy like any other plugin: named, looked at, never waited for without end. */
export function guardLocks(
  locks: LockStrategy,
  { call, signal, lasting, graceMs }: GuardedLocksOptions,
): Pick<LockStrategy, 'acquire' | 'inspect'> {
  function guarded(lease: Lease): Lease {
    const release = () => lasting(locks, 'release', () => lease.release(), { limitMs: graceMs });
    return {
      key: lease.key,
      token: lease.token,
      lost: lease.lost,
      confirm: () => lasting(locks, 'confirm', () => lease.confirm()),
      release,
      [Symbol.asyncDispose]: release,
    };
  }

  return {
    async acquire(key, options = {}) {
      let taken: Promise<Lease> | undefined;
      const take = () => {
        taken = locks.acquire(key, { signal, ...options });
        return taken;
      };
      try {
        return guarded(await call(locks, 'acquire', take, { gives: leaseShape }));
      } catch (error) {
        // What comes after nobody waits for it any more is nobody's to keep.
        taken?.then((late) => late.release()).catch(() => {});
        throw error;
      }
    },
    inspect: (key) => call(locks, 'inspect', () => locks.inspect(key), { gives: lockInfo }),
  };
}
