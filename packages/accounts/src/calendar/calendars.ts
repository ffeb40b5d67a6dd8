import {
  type Clock,
  EarmarkError,
  everyRecord,
  type Logger,
  type Records,
  readOptions,
  toFault,
} from '@earmark/core';
import { z } from 'zod';
import type { Blocker } from '../accounts/turns.ts';
import { isTimeZone, ownTimeZone } from '../accounts/zone.ts';
import type { Actor, Trail } from '../audit/trail.ts';
import { asJson, contentOf } from '../records.ts';
import type { CalendarWindow, Occurrence } from './occurrence.ts';

export const calendarSchema = z.strictObject({
  /** A file of the server, or an address (https:, webcal:). It may be a secret: it is not told again. */
  place: z.string().min(1).max(2000),
  /** Of whole days, and of times that name no zone. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Europe/Berlin'),
  /** Only events with one of these words in their title or categories. None: every event. */
  words: z.array(z.string().min(1).max(100)).max(50),
  /** Heavy work stays away so long before and after, too. */
  leadMinutes: z.int().min(0).max(1440),
  trailMinutes: z.int().min(0).max(1440),
});
/** What need not be said of a calendar. */
export const calendarDefaults = {
  get timeZone() {
    return ownTimeZone();
  },
  words: [],
  leadMinutes: 0,
  trailMinutes: 0,
};
export type CalendarSource = Readonly<z.output<typeof calendarSchema>>;

export interface CalendarStatus extends Omit<CalendarSource, 'place'> {
  readonly name: string;
  readonly events: number;
  /** When it was last read whole. */
  readonly readAt?: number;
  /** Why it could not be read since: what was read before still holds. */
  readonly fault?: string;
}
export interface CalendarEvent extends Occurrence {
  readonly calendar: string;
}
export interface Calendars {
  list(): Promise<readonly CalendarStatus[]>;
  /** Reads it at once: throws what is wrong with it, and then keeps nothing of it. */
  set(name: string, source: CalendarSource, by: Actor): Promise<CalendarStatus>;
  /** Throws `not-found`. */
  remove(name: string, by: Actor): Promise<void>;
  /** What of these calendars touches the time, in order. */
  between(names: readonly string[], from: number, to: number): Promise<readonly CalendarEvent[]>;
  /** Reads again what is older than a quarter of an hour. A failure keeps the last good copy. */
  refresh(): Promise<void>;
  /** Keeps heavy work away during the events of an account's calendars. */
  readonly blocker: Blocker;
}
export interface CalendarsParts {
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fetch: (place: string) => Promise<string>;
  readonly parse: (text: string, window: CalendarWindow) => Promise<readonly Occurrence[]>;
}

const collection = 'calendars';
const minute = 60_000;
const day = 24 * 60 * minute;
const freshMs = 15 * minute;
const aheadMs = 35 * day;
const nameForm = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,62}$/u;

interface Stored {
  readonly source: CalendarSource;
  readonly occurrences: readonly Occurrence[];
  readonly readAt?: number;
  readonly triedAt: number;
  readonly fault?: string;
}

export function createCalendars({
  records,
  trail,
  clock,
  log,
  fetch,
  parse,
}: CalendarsParts): Calendars {
  async function read({ place, timeZone }: CalendarSource): Promise<readonly Occurrence[]> {
    const now = clock.now();
    return parse(await fetch(place), { timeZone, from: now - day, to: now + aheadMs });
  }

  async function put(name: string, stored: Stored): Promise<void> {
    await records.commit([{ collection, key: name, value: asJson(stored) }]);
  }

  async function renew(name: string, stored: Stored): Promise<void> {
    const triedAt = clock.now();
    try {
      const { source } = stored;
      await put(name, { source, occurrences: await read(source), readAt: triedAt, triedAt });
    } catch (error) {
      const { message: fault } = toFault(error);
      log.warn(`calendar ${name} could not be read: its last copy holds`, { error: fault });
      await put(name, { ...stored, triedAt, fault });
    }
  }

  async function between(
    names: readonly string[],
    from: number,
    to: number,
  ): Promise<readonly CalendarEvent[]> {
    const found: CalendarEvent[] = [];
    for (const name of names) {
      const record = await records.get(collection, name);
      if (!record) continue;
      const { source, occurrences } = contentOf<Stored>(record);
      for (const each of occurrences) {
        const start = each.start - source.leadMinutes * minute;
        const end = each.end + source.trailMinutes * minute;
        if (end > from && start < to && isMeant(each, source.words))
          found.push({ ...each, start, end, calendar: name });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }

  return {
    between,
    async list() {
      const all: CalendarStatus[] = [];
      for await (const record of everyRecord(records, collection))
        all.push(statusOf(record.key, contentOf(record)));
      return all;
    },
    async set(name, given, by) {
      if (!nameForm.test(name))
        throw new EarmarkError('config', `${JSON.stringify(name)} cannot be a calendar's name.`);
      const source = readOptions(calendarSchema, given, 'calendar');
      const now = clock.now();
      const stored = { source, occurrences: await read(source), readAt: now, triedAt: now };
      await put(name, stored);
      await trail.note(by, 'calendar-set', { target: name, after: asJson(source) });
      return statusOf(name, stored);
    },
    async remove(name, by) {
      const record = await records.get(collection, name);
      if (!record) throw new EarmarkError('not-found', 'There is no such calendar.');
      await records.commit([{ collection, key: name, expect: record.revision }]);
      await trail.note(by, 'calendar-removed', { target: name });
    },
    async refresh() {
      for await (const record of everyRecord(records, collection)) {
        const stored = contentOf<Stored>(record);
        if (Math.abs(clock.now() - stored.triedAt) >= freshMs) await renew(record.key, stored);
      }
    },
    async blocker({ settings }, now) {
      const [event] = await between(settings.calendars, now, now + 1);
      return (
        event && {
          because: `until the end of ${JSON.stringify(event.summary)} (${event.calendar})`,
          until: event.end,
        }
      );
    },
  };
}

function isMeant({ summary, categories }: Occurrence, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [summary, ...categories].join('\n').toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}

function statusOf(name: string, { source, occurrences, readAt, fault }: Stored): CalendarStatus {
  const { place: _place, ...shown } = source;
  return {
    name,
    ...shown,
    events: occurrences.length,
    ...(readAt === undefined ? {} : { readAt }),
    ...(fault === undefined ? {} : { fault }),
  };
}
