import type { ErrorCode, RunResult } from '@earmark/core';

export const ended = { done: 0, failed: 1, usage: 2, stopped: 130 } as const;

export function exitCodeOf({ outcome, counts, fault }: RunResult): number {
  if (outcome === 'stopped') return ended.stopped;
  if (outcome === 'failed') return codeOf(fault?.code);
  const { failed = 0, unreadable = 0, undecided = 0 } = counts;
  return failed + unreadable + undecided > 0 ? ended.failed : ended.done;
}

/** What asked for something that there is not, or cannot be, is told from what went wrong on the way. */
export function codeOf(code: ErrorCode | undefined): number {
  if (code === 'aborted') return ended.stopped;
  return code === 'config' || code === 'unsupported' || code === 'not-found'
    ? ended.usage
    : ended.failed;
}

/** It ended before anything was done. Why is said already; a summary of zeros says nothing. */
export function didNothing({ fault, counts }: RunResult): boolean {
  const { subjects: _, requests: __, ...done } = counts;
  return fault !== undefined && Object.values(done).every((count) => count === 0);
}
