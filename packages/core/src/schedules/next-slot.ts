import { EarmarkError } from '@earmark/spec';
import type { Rule } from './schedule.ts';

const shortestMs = 1_000;

/** The first slot after a moment. Of an interval they are counted from the slot before, so that they do not drift. */
export async function nextSlot(rule: Rule, after: number, before?: number): Promise<number> {
  if ('cron' in rule) return nextByCron(rule.cron, rule.zone, after);
  const { everyMs } = rule;
  if (!(everyMs >= shortestMs))
    throw new EarmarkError(
      'config',
      `a schedule's everyMs is ${everyMs}: it must be at least ${shortestMs}`,
    );
  const start = before ?? after;
  return start + everyMs * (Math.floor((after - start) / everyMs) + 1);
}

/** Throws `config` where the pattern or the zone is not understood, or never comes. */
export async function nextByCron(cron: string, zone: string, after: number): Promise<number> {
  const { Cron } = await import('croner');
  let next: Date | null;
  try {
    const options = { timezone: zone, fixedTimeRule: 'no-wildcard' } as const;
    next = new Cron(cron, options).nextRun(new Date(after));
  } catch (error) {
    throw new EarmarkError(
      'config',
      `the schedule "${cron}" in ${zone} is not understood (${(error as Error).message}): write it as "30 2 * * *" (minute, hour, day, month, weekday) and the zone as Europe/Berlin`,
      { cause: error },
    );
  }
  if (next) return next.getTime();
  throw new EarmarkError(
    'config',
    `the schedule "${cron}" never comes: correct its day, month or year`,
  );
}
