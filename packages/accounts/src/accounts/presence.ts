import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock, Records } from '@earmark/core';

/** Which processes let the accounts take their turns: a server, on any machine. */
export interface Presence {
  present(isPresent: boolean): Promise<void>;
  /** Another process does. One that was killed counts for another half a minute. */
  isServed(): Promise<boolean>;
}

const collection = 'turn-takers';
const lastsMs = 30_000;

export function createPresence(records: Records, clock: Clock): Presence {
  const key = randomUUID();
  return {
    async present(isPresent) {
      if (!isPresent) return void (await records.commit([{ collection, key }]));
      const now = clock.now();
      const value = { host: hostname(), pid: process.pid, until: now + lastsMs };
      await records.commit([{ collection, key, value, expiresAt: now + lastsMs }]);
    },
    async isServed() {
      const all = await records.list(collection);
      return all.some((each) => each.key !== key && Number(Object(each.value).until) > clock.now());
    },
  };
}
