import { EarmarkError } from '@earmark/spec';
import type { Clock } from '../spec.ts';
import type { AbilityEvent } from './handler.ts';

/** What a worker is able to do at the moment. */
export interface Abilities {
  /** The words that hold now. */
  now(): readonly string[];
  /** What it lacks and why, for people. */
  troubles(): readonly string[];
  /** A job has met that this ability is gone. */
  lose(ability: string, reason: string): void;
  /** Asks again, where it is time. True where something changed. */
  check(): Promise<boolean>;
}

const checkEveryMs = 30_000;

export function createAbilities(
  ask: () => Promise<readonly string[]>,
  lacks: (ability: string) => Promise<string | undefined>,
  clock: Clock,
  onEvent: (event: AbilityEvent) => void,
): Abilities {
  const lost = new Map<string, string>();
  let can: readonly string[] = [];
  let nextCheck = Number.NEGATIVE_INFINITY;

  function lose(ability: string, reason: string): boolean {
    const news = !lost.has(ability);
    lost.set(ability, reason);
    if (news) onEvent({ what: 'ability-lost', ability, reason });
    return news;
  }

  /** What needs the database to know it stays as it was while that is silent. */
  async function asked(): Promise<readonly string[]> {
    try {
      return [...new Set(await ask())];
    } catch (error) {
      if (!EarmarkError.is(error, 'network')) throw error;
      nextCheck = clock.monotonic();
      return can;
    }
  }

  return {
    now: () => can.filter((ability) => !lost.has(ability)),
    troubles: () => [...lost].map(([ability, reason]) => `${ability}: ${reason}`),
    lose(ability, reason) {
      lose(ability, reason);
      nextCheck = clock.monotonic() + checkEveryMs;
    },
    async check() {
      if (clock.monotonic() < nextCheck) return false;
      nextCheck = clock.monotonic() + checkEveryMs;
      const now = await asked();
      let changed = now.join() !== can.join();
      can = now;
      for (const ability of can) {
        const reason = await lacks(ability);
        if (reason !== undefined) changed = lose(ability, reason) || changed;
        else if (lost.delete(ability)) {
          changed = true;
          onEvent({ what: 'ability-back', ability });
        }
      }
      // What it never had is no trouble of its own for ever.
      for (const ability of lost.keys()) if (!can.includes(ability)) lost.delete(ability);
      return changed;
    },
  };
}
