import { EarmarkError } from '@earmark/spec';
import { checkOptions, flag, listOf, object, oneOf, text } from '../options/check.ts';
import { nextByCron } from '../schedules/next-slot.ts';
import { type QuietTime, quietTimes } from '../schedules/quiet-times.ts';
import type { Notice, NoticeKind } from '../spec.ts';

/**
 * What goes through a notifier, and when. A notifier that no rule names tells everything at once; one that rules name
 * tells only what they say.
 */
export interface NoticeRule {
  readonly notifier: string;
  /** Whose rule it is. Left out: of everybody in the account. */
  readonly person?: string;
  /** Left out: every kind. */
  readonly kinds?: readonly NoticeKind[];
  /** Once a day at this time, `18:00`, all that came since. Left out: at once. */
  readonly daily?: string;
  /** Nothing is sent in these hours: it is kept until they end. */
  readonly quiet?: readonly QuietTime[];
  /** Whose clocks `daily` and `quiet` mean. Default `UTC`. */
  readonly timeZone?: string;
  /** Its person has left the account: it tells nothing, until it is set again for somebody else. */
  readonly ended?: boolean;
}

export const noticeKinds = [
  'run-ended',
  'needs-review',
  'failures',
  'budget-parked',
  'worker-lost',
  'disk-full',
] as const satisfies readonly NoticeKind[];

/** Throws `config` for a rule that means nothing. */
export function checkedRule(rule: NoticeRule): NoticeRule {
  checkOptions(rule, 'notice rule', {
    notifier: text,
    person: text,
    kinds: listOf(oneOf(...noticeKinds)),
    daily: text,
    quiet: listOf(object<QuietTime>({ from: text, to: text })),
    timeZone: text,
    ended: flag,
  });
  const { daily, quiet = [], timeZone = 'UTC' } = rule;
  quietTimes(quiet, timeZone);
  if (daily !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(daily))
    throw new EarmarkError('config', `"${daily}" is not a time of day: write it as 18:00`);
  return rule;
}

/** When a notice goes through a notifier. Nothing where no rule wants it. Of several rules the first to come counts. */
export async function wantedAt(
  rules: readonly NoticeRule[],
  notifier: string,
  kind: Notice['kind'],
  now: number,
): Promise<number | undefined> {
  const its = rules.filter((rule) => rule.notifier === notifier);
  if (its.length === 0) return now;
  const wanted = its.filter(
    ({ kinds, ended }) => !ended && (kinds === undefined || kinds.includes(kind)),
  );
  const times = await Promise.all(wanted.map((rule) => timeBy(rule, now)));
  return times.length === 0 ? undefined : Math.min(...times);
}

async function timeBy({ daily, quiet = [], timeZone = 'UTC' }: NoticeRule, now: number) {
  const at = daily === undefined ? now : await nextByCron(cronOf(daily), timeZone, now);
  return quietTimes(quiet, timeZone)(at) ?? at;
}

function cronOf(time: string): string {
  const [hour, minute] = time.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}
