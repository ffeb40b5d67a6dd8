import { EarmarkError } from '@earmark/spec';
import type { Schedule } from './schedule.ts';

/** Hours of each day in which nothing may start, as `22:30` and `07:00` of a time zone's clocks. */
export interface QuietTime {
  readonly from: string;
  readonly to: string;
}

/**
 * Until when nothing may start; nothing where it may. From a time to the same one is the whole day. Throws `config`
 * where a time or the zone is not understood.
 */
export function quietTimes(
  times: readonly QuietTime[],
  zone: string,
): NonNullable<Schedule['quietUntil']> {
  const clock = clockOf(zone);
  const spans = times.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const);
  const spanAt = (minute: number) =>
    spans.find(([from, to]) =>
      from < to ? minute >= from && minute < to : minute >= from || minute < to,
    );

  /** When clocks show what a quiet span does not hold. */
  function endOf(to: number, minute: number, now: number): number {
    const start = Math.floor(now / minuteMs) * minuteMs;
    const left = (to - minute + minutesPerDay) % minutesPerDay || minutesPerDay;
    const end = start + left * minuteMs;
    if (clock(end) === to % minutesPerDay) return end;
    // The clocks are changed in between.
    for (let ahead = 1; ahead < left + 120; ahead++)
      if (spanAt(clock(start + ahead * minuteMs)) === undefined) return start + ahead * minuteMs;
    return end;
  }

  return (now) => {
    let until = now;
    // One may end where another begins.
    while (until - now < minutesPerDay * minuteMs) {
      const minute = clock(until);
      const span = spanAt(minute);
      if (!span) break;
      until = endOf(span[1], minute, until);
    }
    return until === now ? undefined : until;
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
