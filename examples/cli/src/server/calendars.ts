import {
  type Calendars,
  createAccess,
  createCalendarFetch,
  createCalendars,
  parseCalendar,
} from '@earmark/accounts';
import { silentLog, systemClock } from '@earmark/core';
import type { Host } from '../host/host.ts';

/** The installation's calendars, read by the same rules as in the server. */
export async function calendarsOf({ earmark, settings, io }: Host): Promise<Calendars> {
  const { records, audit } = await earmark.shared();
  const isPrivate = settings.context.env.EARMARK_PRIVATE_CALENDARS === '1';
  return createCalendars({
    records,
    trail: createAccess({ records, audit }).trail,
    clock: io.clock ?? systemClock,
    log: silentLog,
    fetch: createCalendarFetch(isPrivate ? { isAllowed: () => true } : {}),
    parse: parseCalendar,
  });
}
