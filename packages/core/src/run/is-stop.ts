import { toEarmarkError } from '@earmark/spec';

/** Work that ended because the run was stopped: no failure. Everything else that is thrown meanwhile is one. */
export function isStop(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  return error === signal.reason || toEarmarkError(error).code === 'aborted';
}
