import type { RunResult } from '@earmark/core';

export const ended = { done: 0, failed: 1, usage: 2, stopped: 130 } as const;

export function exitCodeOf({ outcome, counts, fault }: RunResult): number {
  if (outcome === 'stopped') return ended.stopped;
  if (outcome === 'failed') return fault?.code === 'config' ? ended.usage : ended.failed;
  return (counts.failed ?? 0) > 0 || (counts.unreadable ?? 0) > 0 ? ended.failed : ended.done;
}
