import { EarmarkError, type ReadOptions, type ReadResult } from '@earmark/core';
import { depth, type Pool } from './pool/pool.ts';

/** Enough paths to make a message worth it, few enough that no answer is large. */
const batchSize = 64;

/**
 * Reads batches in several threads at once and gives the results in the order asked. At most a few batches
 * a thread are under way or waiting to be taken, however many paths there are.
 */
export async function* readInOrder(
  pool: Pool,
  paths: Iterable<string> | AsyncIterable<string>,
  { signal, essence = false }: ReadOptions,
): AsyncGenerator<ReadResult> {
  const limit = (depth + 1) * pool.size;
  const source = batches(paths);
  const underWay: Promise<readonly ReadResult[]>[] = [];
  let next: ReturnType<typeof source.next> | undefined = source.next();
  try {
    for (;;) {
      const oldest = underWay[0];
      if (
        oldest !== undefined &&
        (next === undefined || underWay.length >= limit || (await isFirst(oldest, next)))
      ) {
        underWay.shift();
        yield* await abortable(oldest, signal);
      } else if (next === undefined) {
        return;
      } else {
        const step: IteratorResult<readonly string[]> = await abortable(next, signal);
        next = step.done === true ? undefined : source.next();
        if (step.done !== true) underWay.push(started(pool.read(step.value, essence)));
      }
    }
  } finally {
    // Not awaited: a source that never answers again could not be left.
    next?.catch(() => undefined);
    source.return(undefined).catch(() => undefined);
  }
}

/** Whether the oldest results are there before the next batch is. */
function isFirst(oldest: Promise<unknown>, next: Promise<unknown>): Promise<boolean> {
  const failed = () => true;
  return Promise.race([
    oldest.then(() => true, failed),
    next.then(
      () => false,
      () => false,
    ),
  ]);
}

/** A failure is thrown when its turn comes; until then it is not unhandled. */
function started<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

async function abortable<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  refuseAborted(signal);
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(stopped());
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const stopped = (): EarmarkError => new EarmarkError('aborted', 'reading tags was stopped');
function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw stopped();
}

/** Groups paths without waiting for more than are there: a slow source gets its answers as they come. */
async function* batches(
  paths: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<readonly string[]> {
  if (!(Symbol.asyncIterator in paths)) {
    let batch: string[] = [];
    for (const path of paths) {
      batch.push(path);
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
    return;
  }
  const source = paths[Symbol.asyncIterator]();
  try {
    let next = source.next();
    for (let batch: string[] = []; ; ) {
      const step = batch.length === 0 ? await next : await Promise.race([next, soon()]);
      if (step !== undefined && !step.done) {
        batch.push(step.value);
        next = source.next();
        if (batch.length < batchSize) continue;
      }
      if (batch.length > 0) yield batch;
      batch = [];
      if (step?.done === true) return;
    }
  } finally {
    await source.return?.();
  }
}
const soon = (): Promise<undefined> =>
  new Promise((resolve) => setImmediate(() => resolve(undefined)));
