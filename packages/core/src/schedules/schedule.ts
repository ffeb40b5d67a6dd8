/** When something is to be done: every so many milliseconds, or by a cron pattern in a time zone. */
export type Rule =
  | { readonly everyMs: number }
  /** `30 2 * * *`, five fields or six with seconds; `zone` as `Europe/Berlin`. A time that a change of the clocks skips is made up for at once, one that it doubles comes once. */
  | { readonly cron: string; readonly zone: string };

export interface Schedule {
  /** Unique in an installation, such as `ann/nightly scan`: the same on every machine. */
  readonly key: string;
  readonly rule: Rule;
  /** Until when nothing may start; undefined: now is fine. See `quietTimes`. */
  readonly quietUntil?: (now: number) => number | undefined;
  /** Waits so long after each slot, so that many accounts do not start together. See `spreadOf`. Default 0. */
  readonly spreadMs?: number;
}

/** One time that a schedule is due. */
export interface Slot {
  /** When it was due by its rule. */
  readonly at: number;
  /** Nobody was there at that time, or it was quiet. What was missed comes once, however often it was due. */
  readonly late: boolean;
}

/** Milliseconds below a minute, always the same for one name. */
export function spreadOf(name: string): number {
  let hash = 0;
  for (const sign of name) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) >>> 0;
  return hash % 60_000;
}
