import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EarmarkError,
  type Finding,
  type LockInfo,
  type LockStrategy,
  spokenTime,
} from '@earmark/core';
import { createListener } from '../connection/listener.ts';
import { createPool } from '../connection/pool.ts';
import type { Reach } from '../store/database.ts';
import { openRegistry } from '../store/registry.ts';
import { checkServer } from './check.ts';
import { createLease } from './lease.ts';
import { createLocks, type Locks } from './locks.ts';
import type { LockSettings } from './options.ts';
import { createSession } from './session.ts';
import { infoOf, infosUnder } from './table.ts';

/** Milliseconds between two looks at a held lock: random, so that waiters do not march in step. */
const lookAgain = [10, 60] as const;

export type WorkingLock = LockStrategy &
  Required<Pick<LockStrategy, 'close'>> & { check(): Promise<readonly Finding[]> };

/** What `createPostgresLock` gives, once something is asked of it. */
export function createWorkingLock(settings: LockSettings): WorkingLock {
  const session = createSession(settings);
  let reach: Reach | undefined;
  let opening: Promise<Locks> | undefined;

  function opened(): Promise<Locks> {
    reach ??= {
      place: settings.place,
      pool: createPool(settings.place),
      listener: createListener(settings.place),
    };
    opening ??= openRegistry(reach).then(createLocks);
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  }
  const registry = async () => (await opened()).registry;

  return {
    spec: 1,
    kind: 'lock',
    name: 'postgres',
    check: () => checkServer(registry, settings.place),
    async acquire(key, { waitMs = 0, signal, account = settings.account } = {}) {
      const until = performance.now() + waitMs;
      const nonce = randomUUID();
      const { host } = settings;
      const locks = await opened();
      for (;;) {
        if (signal?.aborted) throw stopped(key);
        const request = { key, nonce, host, account, session: await session.number() };
        const token = await locks.claim(request).catch(async (error: unknown) => {
          // It may have been carried out all the same. Where that cannot be taken back, our session has ended too.
          await locks.free({ key, nonce }).catch(() => undefined);
          throw error;
        });
        if (token !== undefined) return createLease({ key, nonce, token, locks, session });
        const left = until - performance.now();
        if (left <= 0) throw refused(key, await infoOf(locks.registry, key));
        await sleep(Math.min(left, randomInt(...lookAgain)), undefined, signal && { signal }).catch(
          () => undefined,
        );
      }
    },
    inspect: async (key) => infoOf(await registry(), key),
    async *list(under) {
      yield* await infosUnder(await registry(), under);
    },
    async close() {
      await session.close();
      await opening?.catch(() => undefined);
      await reach?.pool.end();
      [opening, reach] = [undefined, undefined];
    },
  };
}

function refused(key: string, info: LockInfo | undefined): EarmarkError {
  const { holder, since } = info ?? {};
  const who =
    holder === undefined || since === undefined
      ? 'a holder that has just released it'
      : `process ${holder.pid} on ${holder.host}${holder.account === undefined ? '' : `, account ${holder.account},`} since ${spokenTime(since)}`;
  return new EarmarkError(
    'locked',
    `${key} is locked by ${who}: wait for it, stop that process, or try again later`,
  );
}

function stopped(key: string): EarmarkError {
  return new EarmarkError('aborted', `waiting for the lock on ${key} was stopped by the caller`);
}
