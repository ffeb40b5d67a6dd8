/** A moment on somebody's wall: what a clock there shows. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const day = 24 * 3600 * 1000;

/** The clocks of one time zone. */
export interface Zone {
  /** What they show at an instant; Sunday is 0. */
  wallTimeAt(instant: number): WallTime & { readonly weekday: number };
  /**
   * When they show that. Of two such moments (clocks are set back) the earlier; where there is none (clocks are set
   * forward) as far after the gap as it lies in it.
   */
  instantOf(wall: WallTime): number;
}

export function zoneOf(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

  function wallTimeAt(instant: number): WallTime & { readonly weekday: number } {
    const parts = new Map(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const wall = {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    };
    return { ...wall, weekday: new Date(asIfUtc(wall)).getUTCDay() };
  }

  const offsetAt = (instant: number) =>
    asIfUtc(wallTimeAt(instant)) - Math.floor(instant / 1000) * 1000;

  return {
    wallTimeAt,
    instantOf(wall) {
      const utc = asIfUtc(wall);
      const before = utc - offsetAt(utc - day);
      const after = utc - offsetAt(utc + day);
      const right = [before, after].filter((each) => each + offsetAt(each) === utc);
      return right.length > 0 ? Math.min(...right) : before;
    },
  };
}

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};

const asIfUtc = ({ year, month, day: date, hour, minute, second }: WallTime) =>
  Date.UTC(year, month - 1, date, hour, minute, second);

/** The machine's own. Asked when it is needed: the first answer takes longer than all else that this package does at its start. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
