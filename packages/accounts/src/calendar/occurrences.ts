import ICAL from 'ical.js';
import { isTimeZone, type Zone, zoneOf } from '../accounts/zone.ts';
import type { CalendarWindow, Occurrence } from './occurrence.ts';

const mostOccurrences = 5000;
/** A rule that never reaches the window (every second since 1970) is given up. */
const mostSteps = 50_000;

/**
 * What a calendar (RFC 5545) has in the window. Its library expands rules on the wall clock; instants are worked out
 * here, as it takes unknown zones for the process's own. What is cancelled or leaves the time free is left out.
 * Throws for what is no calendar: an empty answer would mean "no quiet hours".
 */
export function occurrencesIn(text: string, window: CalendarWindow): readonly Occurrence[] {
  const parsed = ICAL.parse(text) as readonly [string, unknown, readonly Jcal[]];
  if (parsed[0] !== 'vcalendar') throw new Error('this is not a calendar');
  const zones = zonesOf(window.timeZone);
  // Each part by itself: asked for its children, the library walks them again for every one.
  const events = parsed[2]
    .filter(([name]) => name === 'vevent')
    .map((part) => new ICAL.Component(part as never));
  const moved = Map.groupBy(
    events.filter((event) => event.hasProperty('recurrence-id')),
    (event) => String(event.getFirstPropertyValue('uid')),
  );
  const found: Occurrence[] = [];
  for (const component of events) {
    if (component.hasProperty('recurrence-id') || !blocks(component)) continue;
    const event = new ICAL.Event(component, {
      exceptions: moved.get(String(component.getFirstPropertyValue('uid'))) ?? [],
    });
    found.push(...expanded(event, window, zones));
    if (found.length > mostOccurrences)
      throw new Error(`there are more than ${mostOccurrences} events in five weeks`);
  }
  return found.sort((a, b) => a.start - b.start);
}

type Jcal = readonly [name: string, ...rest: readonly unknown[]];
type Zones = (name: string | undefined) => Zone;

function expanded(event: ICAL.Event, window: CalendarWindow, zones: Zones): readonly Occurrence[] {
  if (!event.isRecurring())
    return within([occurrenceOf(event, event.startDate, event.endDate, zones)], window);
  const found: Occurrence[] = [];
  const iterator = event.iterator();
  for (let step = 0; step < mostSteps; step += 1) {
    const next = iterator.next() as ICAL.Time | null;
    if (!next) return within(found, window);
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const occurrence = occurrenceOf(item, startDate, endDate, zones);
    if (occurrence.start > window.to) return within(found, window);
    if (occurrence.end >= window.from && blocks(item.component)) found.push(occurrence);
    if (found.length > mostOccurrences) return found;
  }
  throw new Error(`the event ${JSON.stringify(event.summary)} repeats too often`);
}

const within = (found: readonly Occurrence[], { from, to }: CalendarWindow) =>
  found.filter(({ start, end }) => end > from && start < to);

function occurrenceOf(
  item: ICAL.Event,
  start: ICAL.Time,
  end: ICAL.Time,
  zones: Zones,
): Occurrence {
  const zone = (property: string) => {
    const given = item.component.getFirstProperty(property)?.getParameter('tzid');
    return typeof given === 'string' ? given : undefined;
  };
  const startZone = zone('dtstart');
  return {
    start: instant(start, zones, startZone),
    end: instant(end, zones, zone('dtend') ?? startZone),
    summary: item.summary ?? '',
    categories: item.component
      .getAllProperties('categories')
      .flatMap((property) => property.getValues().map(String)),
    allDay: start.isDate,
  };
}

function instant(time: ICAL.Time, zones: Zones, name: string | undefined): number {
  const { year, month, day, hour, minute, second } = time;
  if (time.zone === ICAL.Timezone.utcTimezone)
    return Date.UTC(year, month - 1, day, hour, minute, second);
  return zones(time.isDate ? undefined : name).instantOf({
    year,
    month,
    day,
    hour,
    minute,
    second,
  });
}

function zonesOf(own: string): Zones {
  const made = new Map<string, Zone>();
  return (name = own) => {
    const known = made.get(name);
    if (known) return known;
    if (!isTimeZone(name))
      throw new Error(`the time zone ${JSON.stringify(name)} is not known here`);
    const zone = zoneOf(name);
    made.set(name, zone);
    return zone;
  };
}

function blocks(component: ICAL.Component): boolean {
  const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase();
  return value('status') !== 'CANCELLED' && value('transp') !== 'TRANSPARENT';
}
