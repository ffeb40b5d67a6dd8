import type { ErrorCode } from '../spec.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** As Standard Webhooks has it. */
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** The next try after so many failed ones. Nothing: it is given up. What the service asks for is waited for in any case. */
export function nextAttempt(failed: number, now: number, retryAfterMs = 0): number | undefined {
  const pause = pauses[failed - 1];
  return pause === undefined ? undefined : now + Math.max(pause, retryAfterMs);
}

const temporary: readonly ErrorCode[] = ['network', 'quota', 'io', 'locked', 'aborted'];

/** Another try may succeed without anybody changing anything. */
export const mayPass = (code: ErrorCode): boolean => temporary.includes(code);
