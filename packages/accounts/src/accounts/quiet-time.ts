import { quietTimes } from '@earmark/core';
import type { AccountSettings } from './settings.ts';
import { type WallTime, type Zone, zoneOf } from './zone.ts';

/** Why heavy work waits, for people, and until when where that is known. */
export interface Block {
  readonly because: string;
  readonly until?: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostHours = 24 * 8;

type QuietSettings = Pick<AccountSettings, 'quietHours' | 'hours' | 'timeZone'>;

/**
 * Quiet hours and the week's hours of an account, in its own time zone. Accounts that wait are asked every second, and
 * time zones are slow: they are opened once for settings that stay the same, and read once a minute.
 */
export function createQuietTime(): (settings: QuietSettings, now: number) => Block | undefined {
  const known = new WeakMap<QuietSettings, (now: number) => Block | undefined>();
  return (settings, now) => {
    if (settings.quietHours.length === 0 && settings.hours.length === 0) return undefined;
    const read = known.get(settings) ?? readerOf(settings);
    known.set(settings, read);
    return read(now);
  };
}

function readerOf({ quietHours, hours, timeZone }: QuietSettings) {
  const zone = zoneOf(timeZone);
  const quietUntil = quietTimes(quietHours, timeZone);
  const blockAt = (now: number): Block | undefined => {
    const until = quietUntil(now);
    if (until !== undefined)
      return { because: `quiet hours until ${shown(zone.wallTimeAt(until))}`, until };
    return isAllowedHour(hours, now, zone) ? undefined : closedHours(hours, now, zone);
  };
  let read: { readonly minute: number; readonly block: Block | undefined } | undefined;
  return (now: number): Block | undefined => {
    const minute = Math.floor(now / minuteMs);
    if (read?.minute !== minute) read = { minute, block: blockAt(now) };
    return read.block;
  };
}

type Hours = AccountSettings['hours'];

function isAllowedHour(hours: Hours, instant: number, zone: Zone): boolean {
  if (hours.length === 0) return true;
  const { weekday, hour } = zone.wallTimeAt(instant);
  return hours.some((each) => each.day === weekday && each.hours.includes(hour));
}

function closedHours(hours: Hours, now: number, zone: Zone): Block {
  const { minute, second } = zone.wallTimeAt(now);
  const thisHour = now - (minute * 60 + second) * 1000 - (now % 1000);
  for (let ahead = 1; ahead <= mostHours; ahead += 1) {
    const until = thisHour + ahead * hourMs;
    if (isAllowedHour(hours, until, zone))
      return { because: 'outside the hours of this account', until };
  }
  return { because: 'the hours of this account never allow it' };
}

const shown = ({ hour, minute }: WallTime) =>
  [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
