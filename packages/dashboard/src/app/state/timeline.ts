/** What lies on one day of the time line, in minutes of that day. */
export interface Span {
  readonly kind: 'event' | 'quiet' | 'closed';
  readonly from: number;
  readonly to: number;
  readonly label: string;
}
export interface TimelineDay {
  /** `2026-12-01`, in the account's time zone. */
  readonly date: string;
  readonly spans: readonly Span[];
  /** When a run begins, in minutes of the day. */
  readonly run?: number;
  /** On the first day: this moment. */
  readonly now?: number;
}
export interface TimelineInput {
  readonly now: number;
  readonly days: number;
  readonly timeZone: string;
  readonly events: readonly {
    readonly summary: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly quietHours: readonly { readonly from: string; readonly to: string }[];
  /** Hours in which heavy work is allowed, by day of the week; a day that is not named, where others are, has none. */
  readonly hours: readonly { readonly day: number; readonly hours: readonly number[] }[];
  readonly nextRunAt?: number;
}

export const minutesOfDay = 24 * 60;
const dayMs = 24 * 3600 * 1000;

/** Everything that holds heavy work up in the coming days, as it lies on each of them where the account lives. */
export function timeline(input: TimelineInput): readonly TimelineDay[] {
  const { now, days, timeZone, nextRunAt } = input;
  const here = placeIn(timeZone);
  const today = here(now);
  const next = nextRunAt === undefined ? undefined : here(nextRunAt);
  return Array.from({ length: days }, (_, index) => {
    const date = dateAfter(today.date, index);
    return {
      date,
      spans: [
        ...closedSpans(input.hours, new Date(`${date}T00:00Z`).getUTCDay()),
        ...quietSpans(input.quietHours),
        ...eventSpans(input.events, date, here),
      ],
      ...(next?.date === date ? { run: next.minute } : {}),
      ...(index === 0 ? { now: today.minute } : {}),
    };
  });
}

function eventSpans(
  events: TimelineInput['events'],
  date: string,
  here: ReturnType<typeof placeIn>,
): readonly Span[] {
  return events.flatMap(({ summary, start, end }) => {
    const [first, last] = [here(start), here(end)];
    if (first.date > date || last.date < date) return [];
    const from = first.date === date ? first.minute : 0;
    const to = last.date === date ? last.minute : minutesOfDay;
    return to > from ? [{ kind: 'event', from, to, label: summary }] : [];
  });
}

/** From 22:00 to 07:00 is the end of each day and the beginning of the next. */
function quietSpans(quiet: TimelineInput['quietHours']): readonly Span[] {
  return quiet.flatMap(({ from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    const span = (a: number, b: number): Span => ({
      kind: 'quiet',
      from: a,
      to: b,
      label: `${from}–${to}`,
    });
    if (start < end) return [span(start, end)];
    return [span(0, end), span(start, minutesOfDay)].filter((each) => each.to > each.from);
  });
}

function closedSpans(hours: TimelineInput['hours'], weekday: number): readonly Span[] {
  if (hours.length === 0) return [];
  const open = new Set(hours.find(({ day }) => day === weekday)?.hours ?? []);
  const spans: Span[] = [];
  let start: number | undefined;
  for (let hour = 0; hour <= 24; hour++) {
    const isOpen = hour === 24 || open.has(hour);
    if (!isOpen) start ??= hour;
    else if (start !== undefined) {
      spans.push({ kind: 'closed', from: start * 60, to: hour * 60, label: `${start}–${hour}` });
      start = undefined;
    }
  }
  return spans;
}

const minuteOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

function placeIn(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at: number) => {
    const part = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    return {
      date: `${part.year}-${part.month}-${part.day}`,
      minute: Number(part.hour) * 60 + Number(part.minute),
    };
  };
}

const dateAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
