import { EarmarkError, type ReadOptions, type ReadResult } from '@earmark/core';
import type { Pool } from './pool/pool.ts';

/** Enough paths to make a message worth it, few enough that no answer is large. */
const batchSize = 64;

/**
 * Reads batches in several threads at once and gives the results in the order asked. At most three batches a
 * thread are under way or waiting to be taken, however many paths there are.
 */
export async function* readInOrder(
  pool: Pool,
  paths: Iterable<string> | AsyncIterable<string>,
  { signal, essence = false }: ReadOptions,
): AsyncGenerator<ReadResult> {
  const limit = 3 * pool.size;
  const underWay: Promise<readonly ReadResult[]>[] = [];
  for await (const batch of batches(paths)) {
    refuseAborted(signal);
    underWay.push(started(pool.read(batch, essence)));
    if (underWay.length >= limit) yield* await abortable(underWay.shift(), signal);
  }
  while (underWay.length > 0) yield* await abortable(underWay.shift(), signal);
}

/** A failure is thrown when its turn comes; until then it is not unhandled. */
function started<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

async function abortable(
  work: Promise<readonly ReadResult[]> | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly ReadResult[]> {
  if (work === undefined) return [];
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
