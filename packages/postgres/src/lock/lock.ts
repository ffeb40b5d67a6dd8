import type { LockStrategy } from '@earmark/core';
import { lockSettings, type PostgresLockOptions } from './options.ts';
import type { WorkingLock } from './working-lock.ts';

/**
 * Locks as rows of a database, for machines that all reach it. A key is free when it was released or when the
 * database session of its holder has ended; its token grows for ever.
 */
export function createPostgresLock(options: PostgresLockOptions): LockStrategy {
  const settings = lockSettings(options);
  let working: Promise<WorkingLock> | undefined;

  /** What talks to a database is loaded when it is used, not when this package is imported. */
  function lock(): Promise<WorkingLock> {
    working ??= import('./working-lock.ts').then((made) => made.createWorkingLock(settings));
    return working;
  }

  return {
    spec: 1,
    kind: 'lock',
    name: 'postgres',
    check: async () => (await lock()).check(),
    acquire: async (key, given) => (await lock()).acquire(key, given),
    inspect: async (key) => (await lock()).inspect(key),
    async *list(under) {
      yield* (await lock()).list(under);
    },
    close: async () => (await working)?.close(),
  };
}
