import { EarmarkError, type Lease } from '@earmark/core';
import type { Locks } from './locks.ts';
import type { Session } from './session.ts';

export interface LeaseParts {
  readonly key: string;
  readonly nonce: string;
  readonly token: number;
  readonly locks: Locks;
  readonly session: Session;
}

export function createLease({ key, nonce, token, locks, session }: LeaseParts): Lease {
  const lost = new AbortController();
  let released: Promise<void> | undefined;

  function lose(reason: string): EarmarkError {
    session.forget(nonce);
    const error = new EarmarkError(
      'locked',
      `the lock on ${key} was lost (token ${token}): ${reason}. Nothing more may be committed under it; acquire it again and start over`,
    );
    if (!lost.signal.aborted) lost.abort(error);
    return error;
  }
  session.watch(nonce, lose);

  const lease: Lease = {
    key,
    token,
    lost: lost.signal,
    async confirm() {
      if (released)
        throw new EarmarkError('locked', `the lock on ${key} was released: acquire it again`);
      const number = await session.number();
      if (lost.signal.aborted) throw lost.signal.reason;
      if (!(await locks.isHeld({ key, nonce, session: number })))
        throw lose('another process took it over');
    },
    release() {
      session.forget(nonce);
      released ??= locks.free({ key, nonce });
      return released;
    },
    [Symbol.asyncDispose]: () => lease.release(),
  };
  return lease;
}
