import type { SharedStore } from '../ports.ts';

const dayMs = 86_400_000;

interface Booked {
  /** When requests started, oldest first, as far back as any limit asked so far. */
  starts: number[];
  longestMs: number;
  /** The UTC day that `today` counts. */
  day: number;
  today: number;
}

/** Rolling windows and budgets by UTC day. */
export function createMemoryBookings(): Pick<SharedStore, 'book'> {
  const hosts = new Map<string, Booked>();

  return {
    async book(host, limit, now) {
      const day = Math.floor(now / dayMs);
      const booked = hosts.get(host) ?? { starts: [], longestMs: 0, day, today: 0 };
      hosts.set(host, booked);
      if (booked.day !== day) {
        booked.day = day;
        booked.today = 0;
      }
      if (limit.perDay !== undefined && booked.today >= limit.perDay)
        return { waitMs: (day + 1) * dayMs - now, exhausted: true };

      booked.longestMs = Math.max(booked.longestMs, limit.perMs);
      // A start far ahead of now was booked before the machine's clock was set back.
      booked.starts = booked.starts.filter((at) => Math.abs(now - at) < booked.longestMs);
      const first = booked.starts
        .filter((at) => at > now - limit.perMs)
        .at(-Math.max(1, limit.requests));
      if (first !== undefined) return { waitMs: Math.max(1, first + limit.perMs - now) };

      booked.starts.push(now);
      booked.today += 1;
      return { waitMs: 0 };
    },
  };
}
