import { gather } from '@earmark/core';
import type { Registry } from '../store/registry.ts';
import { type Acquired, areHeld, type ClaimRequest, claim, free } from './table.ts';

/** The table of locks, asked by many at once: an album's files are claimed, confirmed and freed with few statements. */
export interface Locks {
  readonly registry: Registry;
  /** The token; undefined where somebody else holds it. */
  claim(request: ClaimRequest): Promise<number | undefined>;
  isHeld(lock: Acquired & { readonly session: number }): Promise<boolean>;
  free(lock: Acquired): Promise<void>;
}

const most = 100;

export function createLocks(registry: Registry): Locks {
  return {
    registry,
    claim: gather((requests) => claim(registry, requests), { most }),
    isHeld: gather((locks) => areHeld(registry, locks), { most, oneByOne: true }),
    free: gather(
      async (locks) => {
        await free(registry, locks);
        return locks.map(() => undefined);
      },
      { most },
    ),
  };
}
