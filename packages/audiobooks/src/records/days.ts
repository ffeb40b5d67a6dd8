import type { Clock, Records } from '@earmark/core';
import { documentsOf } from './documents.ts';

/** What was used of a day's allowance: it survives restarts, and all processes count together. */
export interface Days {
  used(what: string): Promise<number>;
  /** Takes so much, where no more than `most` would be used; false where it would. */
  take(what: string, amount: number, most: number): Promise<boolean>;
}

const keptMs = 7 * 86_400_000;

export function createDays(records: Records, account: string, clock: Pick<Clock, 'now'>): Days {
  const days = documentsOf<number>(records, 'days', account);
  const keyOf = (what: string) => `${what}/${new Date(clock.now()).toISOString().slice(0, 10)}`;
  return {
    used: async (what) => (await days.get(keyOf(what))) ?? 0,
    async take(what, amount, most) {
      let taken = false;
      const add = (used = 0) => {
        taken = used + amount <= most;
        return taken ? used + amount : used;
      };
      await days.change(keyOf(what), add, clock.now() + keptMs);
      return taken;
    },
  };
}
