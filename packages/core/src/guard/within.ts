import { EarmarkError } from '@earmark/spec';
import { systemClock } from '../clock.ts';

/** The result of work that is waited for so long, in milliseconds of the machine's own time, and no longer. */
export async function within<T>(
  ms: number,
  work: Promise<T> | undefined,
  message: string,
): Promise<T | undefined> {
  const ended = new AbortController();
  const late = systemClock.sleep(ms, ended.signal).then(() => {
    throw new EarmarkError('internal', `${message} within ${ms / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    late.catch(() => {});
  }
}
