import { EarmarkError } from '@earmark/spec';
import type { Schedule } from './schedule.ts';

/** Hours of each day in which nothing may start, as `22:30` and `07:00` of a time zone's clocks. */
export interface QuietTime {
  readonly from: string;
  readonly to: string;
}

/** For `Schedule.quietUntil`. Throws `config` where a time or the zone is not understood. */
export function quietTimes(
  times: readonly QuietTime[],
  zone: string,
): NonNullable<Schedule['quietUntil']> {
  const clock = clockOf(zone);
  const spans = times.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const);
  const isQuiet = (minute: number) =>
    spans.some(([from, to]) =>
      from <= to ? minute >= from && minute < to : minute >= from || minute < to,
    );
  return (now) => {
    if (!isQuiet(clock(now))) return undefined;
    // Minute by minute: a change of the clocks is nothing special then.
    const start = Math.floor(now / minuteMs) * minuteMs;
    for (let minute = 1; minute <= minutesPerDay + 120; minute++)
      if (!isQuiet(clock(start + minute * minuteMs))) return start + minute * minuteMs;
    return start + (minutesPerDay + 120) * minuteMs;
  };
}

const minuteMs = 60_000;
const minutesPerDay = 1440;

function minuteOf(text: string): number {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 24 || Number(minute) > 59)
    throw new EarmarkError('config', `"${text}" is not a time of day: write it as 22:30`);
  return Number(hour) * 60 + Number(minute);
}

/** The minute of the day that clocks in a zone show. */
function clockOf(zone: string): (now: number) => number {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return (now) => minuteOf(format.format(now));
  } catch (error) {
    throw new EarmarkError('config', `"${zone}" is not a time zone: write it as Europe/Berlin`, {
      cause: error,
    });
  }
}
