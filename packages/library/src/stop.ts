import { EarmarkError } from '@earmark/core';

export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted)
    throw new EarmarkError('aborted', 'stopped by the caller', { cause: signal.reason });
}
