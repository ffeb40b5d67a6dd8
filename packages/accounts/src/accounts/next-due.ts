import { nextByCron, spreadOf } from '@earmark/core';
import type { AccountSettings } from './settings.ts';

const minute = 60_000;

/**
 * When an account is due next: after its interval, spread so that many do not start together, or by its cron line in
 * its time zone. One that is missed is due at once, and once.
 */
export async function nextDue(
  name: string,
  {
    intervalMinutes,
    cron,
    timeZone,
  }: Pick<AccountSettings, 'intervalMinutes' | 'cron' | 'timeZone'>,
  lastEndedAt: number | undefined,
): Promise<number> {
  if (cron !== null) return nextByCron(cron, timeZone, lastEndedAt ?? 0);
  return lastEndedAt === undefined ? 0 : lastEndedAt + intervalMinutes * minute + spreadOf(name);
}
