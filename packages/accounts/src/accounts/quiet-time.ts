import { quietTimes } from '@earmark/core';
import type { AccountSettings } from './settings.ts';
import { type WallTime, type Zone, zoneOf } from './zone.ts';

/** Why heavy work waits, for people, and until when where that is known. */
export interface Block {
  readonly because: string;
  readonly until?: number;
}

const hourMs = 3_600_000;
const mostHours = 24 * 8;

/** Quiet hours and the week's hours of an account, in its own time zone. */
export function quietTime(
  { quietHours, hours, timeZone }: Pick<AccountSettings, 'quietHours' | 'hours' | 'timeZone'>,
  now: number,
): Block | undefined {
  if (quietHours.length === 0 && hours.length === 0) return undefined;
  const zone = zoneOf(timeZone);
  const until = quietTimes(quietHours, timeZone)(now);
  if (until !== undefined)
    return { because: `quiet hours until ${shown(zone.wallTimeAt(until))}`, until };
  return isAllowedHour(hours, now, zone) ? undefined : closedHours(hours, now, zone);
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
