import type { KindOfPlugin } from '@earmark/spec';
import { EarmarkError, toEarmarkError, toFault } from '@earmark/spec';
import { startDeadline } from '../clock.ts';
import type { Check } from '../options/check.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Events, Logger } from '../spec.ts';

/** How long plugins are waited for, in milliseconds of the machine's own time. */
export interface Patience {
  /** From then on a call is called slow, in an event. Default 60,000. */
  readonly slowMs: number;
  /** A call that changes nothing is given up then: longer than the longest wait for a rate limit. Default 30 minutes. */
  readonly readMs: number;
  /** A call that changes something: longer than the longest film takes to encode. Default 24 hours. */
  readonly writeMs: number;
  /** So long what is being written may take to end once a run is stopped. Default 30,000. */
  readonly graceMs: number;
}
export const defaultPatience: Patience = {
  slowMs: 60_000,
  readMs: 30 * 60_000,
  writeMs: 24 * 60 * 60_000,
  graceMs: 30_000,
};

export interface Call {
  /** What comes back must look so. */
  readonly gives?: Check;
  /** It changes something: a stop waits for its end, for a while. Otherwise a stop leaves it alone. */
  readonly writes?: boolean;
  /** So long it may take, where the patience of its like is not meant. */
  readonly limitMs?: number;
}

/** The one way from the house into a plugin: its faults are named, what it gives is looked at, and it is never waited for without end. */
export type Guard = <T>(
  plugin: KindOfPlugin,
  method: string,
  work: () => T | Promise<T>,
  call?: Call,
) => Promise<T>;

export interface GuardParts {
  /** A stop was asked for. Left out: nobody can ask. */
  readonly signal?: AbortSignal;
  /** What is being written was waited for long enough since. */
  readonly abandoned?: AbortSignal;
  readonly patience: Patience;
  readonly redact: Redactor;
  readonly log: Logger;
  readonly slow: (event: Events['plugin-slow']) => void;
}

export function createGuard(parts: GuardParts): Guard {
  const { patience, redact, log, slow } = parts;
  const { signal = neverAborted(), abandoned = neverAborted() } = parts;

  return async function guarded<T>(
    plugin: KindOfPlugin,
    method: string,
    work: () => T | Promise<T>,
    { gives, writes = false, limitMs = writes ? patience.writeMs : patience.readMs }: Call = {},
  ): Promise<T> {
    const who = `the ${plugin.kind} ${plugin.name}`;
    try {
      const value = await bounded(work, {
        signal: writes ? abandoned : signal,
        limitMs,
        slowMs: patience.slowMs,
        slow: () => slow({ plugin: plugin.name, kind: plugin.kind, method, ms: patience.slowMs }),
        late: () =>
          left('internal', `${who} did not end ${method} within ${limitMs / 1000} s`, plugin),
        left: () =>
          writes
            ? left(
                'aborted',
                `${who} was left in the middle of ${method}, as the run was stopped`,
                plugin,
              )
            : new EarmarkError('aborted', 'stopped by the caller', { cause: signal.reason }),
      });
      if (gives) checked(value, gives, `${who}: ${method}`, plugin.name);
      return value;
    } catch (error) {
      throw named(error);
    }

    function named(error: unknown): unknown {
      if (error === signal.reason || EarmarkError.is(error, 'aborted')) return error;
      const known = toEarmarkError(error, plugin.name);
      const message = redact.text(known.message);
      // A fault of ours may be told as it is; what nobody foresaw is told with its place.
      if (known.code !== 'internal')
        return message === known.message ? known : retold(known, message, plugin.name);
      log.error(`${who} threw in ${method}`, {
        fault: toFault(known),
        stack: error instanceof Error ? error.stack : undefined,
      });
      return EarmarkError.is(error)
        ? retold(known, message, plugin.name)
        : retold(known, `${who} failed in ${method}: ${message}`, plugin.name);
    }
  };
}

const neverAborted = () => new AbortController().signal;

interface Bounds {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  readonly slowMs: number;
  readonly slow: () => void;
  readonly late: () => unknown;
  readonly left: () => unknown;
}

function bounded<T>(work: () => T | Promise<T>, bounds: Bounds): Promise<T> {
  const { signal, limitMs, slowMs } = bounds;
  const { promise, resolve, reject } = promised<T>();
  const leave = () => reject(bounds.left());
  if (signal.aborted) leave();
  else {
    signal.addEventListener('abort', leave, { once: true });
    // What it throws before its first wait is a failure like any other.
    new Promise<T>((started) => started(work())).then(resolve, reject);
  }
  const notSlow = startDeadline(slowMs, bounds.slow);
  const notLate = startDeadline(limitMs, () => reject(bounds.late()));
  return promise.finally(() => {
    notSlow();
    notLate();
    signal.removeEventListener('abort', leave);
  });
}

function promised<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

function checked(value: unknown, gives: Check, path: string, plugin: string): void {
  try {
    gives(value, path);
  } catch (error) {
    throw new EarmarkError('bad-response', (error as Error).message, { plugin, cause: error });
  }
}

function retold(error: EarmarkError, message: string, plugin: string): EarmarkError {
  const { code, retryAfterMs, cause } = error;
  return new EarmarkError(code, message, {
    plugin,
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

const abandonment = Symbol('whether it was done is not known');

function left(code: 'aborted' | 'internal', message: string, { name }: KindOfPlugin): EarmarkError {
  return new EarmarkError(code, message, { plugin: name, cause: abandonment });
}

/** The call was left before its end: what it was to change may have changed, or may still change. */
export function wasLeft(error: unknown): boolean {
  return EarmarkError.is(error) && error.cause === abandonment;
}
