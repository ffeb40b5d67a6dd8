import type { LoggedEvent } from '@earmark/core';
import { stateKey } from './state-events.ts';

/** Facts go out together after this long. */
export const factsMs = 100;
/** A state goes out at most this often. */
const statesMs = 500;

export interface Coalescer {
  add(events: readonly LoggedEvent[]): void;
  /** What is due, in order. */
  take(now: number): readonly LoggedEvent[];
  readonly isEmpty: boolean;
}

export function createCoalescer(): Coalescer {
  let facts: LoggedEvent[] = [];
  const states = new Map<string, LoggedEvent>();
  const sentAt = new Map<string, number>();

  return {
    add(events) {
      for (const event of events) {
        const key = stateKey(event);
        if (key === undefined) facts.push(event);
        else states.set(key, event);
      }
    },
    take(now) {
      for (const [key, at] of sentAt) if (at + statesMs <= now || at > now) sentAt.delete(key);
      const due = [...states].filter(([key]) => !sentAt.has(key));
      for (const [key] of due) {
        states.delete(key);
        sentAt.set(key, now);
      }
      const events = [...facts, ...due.map(([, event]) => event)];
      facts = [];
      return events.sort((a, b) => a.seq - b.seq);
    },
    get isEmpty() {
      return facts.length === 0 && states.size === 0;
    },
  };
}
