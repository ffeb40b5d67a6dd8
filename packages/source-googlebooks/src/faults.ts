import type { Fault } from '@earmark/core';
import { z } from 'zod';

const failure = z.object({
  error: z.object({
    code: z.number().nullish(),
    message: z.string().nullish(),
    status: z.string().nullish(),
    errors: z.array(z.object({ reason: z.string().nullish() })).nullish(),
    details: z
      .array(
        z.object({
          reason: z.string().nullish(),
          metadata: z.record(z.string(), z.unknown()).nullish(),
        }),
      )
      .nullish(),
  }),
});

const codes: Readonly<Record<string, Fault['code']>> = {
  rateLimitExceeded: 'quota',
  userRateLimitExceeded: 'quota',
  dailyLimitExceeded: 'quota',
  quotaExceeded: 'quota',
  keyInvalid: 'auth',
  API_KEY_INVALID: 'auth',
  accessNotConfigured: 'auth',
  ipRefererBlocked: 'auth',
  forbidden: 'auth',
  backendFailed: 'network',
  backendError: 'network',
  unknownLocation: 'config',
  notFound: 'not-found',
};
const help: Partial<Record<Fault['code'], string>> = {
  auth: 'Check the key, and that the Books API is switched on for its project and no restriction keeps this machine out.',
  config: 'Set the option country.',
};

/** One and the same trouble comes as 400, 403 or 429: the reason tells, not the status. */
export function faultOf(body: unknown, now: number): Fault | undefined {
  const failed = failure.safeParse(body);
  if (!failed.success) return undefined;
  const { error } = failed.data;
  const details = error.details ?? [];
  const reasons = [...(error.errors ?? []), ...details].map(({ reason }) => reason ?? '');
  const known = reasons.find((reason) => reason in codes);
  const code = known === undefined ? undefined : codes[known];
  const isOut = error.status === 'RESOURCE_EXHAUSTED';
  if (code === undefined && !isOut) return undefined;
  const daily =
    reasons.some((reason) => /daily|^quotaExceeded/i.test(reason)) ||
    details.some(({ metadata }) => /PerDay/i.test(String(metadata?.quota_limit ?? '')));
  const kind = code ?? 'quota';
  const message =
    `Google Books: ${error.message ?? known ?? 'an error'}. ${help[kind] ?? ''}`.trim();
  return kind === 'quota' && daily
    ? { code: kind, message, retryAfterMs: untilPacificMidnight(now) }
    : { code: kind, message };
}

const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
});
const dayMs = 86_400_000;

/** When the day's quota begins anew. */
export function untilPacificMidnight(now: number): number {
  const part = (type: string) =>
    Number(pacific.formatToParts(now).find((each) => each.type === type)?.value ?? 0);
  const passed = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 + (now % 1000);
  return dayMs - passed;
}
