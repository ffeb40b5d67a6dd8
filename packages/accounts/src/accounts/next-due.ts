import { createHash } from 'node:crypto';
import { EarmarkError } from '@earmark/core';
import { Cron } from 'croner';
import type { AccountSettings } from './settings.ts';

const minute = 60_000;

/** When an account is due next: after its interval, or by its cron line in its time zone. One that is missed is due at once, and once. */
export function nextDue(
  name: string,
  {
    intervalMinutes,
    cron,
    timeZone,
  }: Pick<AccountSettings, 'intervalMinutes' | 'cron' | 'timeZone'>,
  lastEndedAt: number | undefined,
): number {
  if (cron !== null) return cronAfter(cron, timeZone, lastEndedAt ?? 0);
  return lastEndedAt === undefined ? 0 : lastEndedAt + intervalMinutes * minute + jitter(name);
}

/** Throws `config` for a line that is none, or that never comes. */
export function assertCron(cron: string, timeZone: string, now: number): void {
  cronAfter(cron, timeZone, now);
}

function cronAfter(cron: string, timezone: string, after: number): number {
  const next = nextRun(cron, timezone, after);
  if (next) return next.getTime();
  throw new EarmarkError('config', `The schedule ${JSON.stringify(cron)} never comes.`);
}

function nextRun(cron: string, timezone: string, after: number): Date | null {
  try {
    // Else `30 2,14 * * *` loses its 02:30 on the day that clocks go forward.
    return new Cron(cron, { timezone, fixedTimeRule: 'no-wildcard', paused: true }).nextRun(
      new Date(after),
    );
  } catch (error) {
    throw new EarmarkError(
      'config',
      `${JSON.stringify(cron)} is not a schedule such as "30 2 * * *": ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

/** Else a hundred accounts would start in the same second. */
const jitter = (name: string) =>
  (createHash('sha256').update(name).digest().readUInt16BE() % 60) * 1000;
