import type { Clock, Run, RunResult } from '@earmark/core';
import { type BatchOutcome, type BatchSize, nextBatchSize } from './batch-size.ts';

/** One account at work: its run, cut into batches. */
export interface ActiveTurn {
  readonly run: Run;
  /** Items done since it was asked last. */
  takeWork(): number;
  readonly batch: BatchSize;
  /** Ends it after what is in flight. `later`: it goes on when its turn comes again. */
  stop(later: boolean): Promise<void>;
  readonly done: Promise<TurnResult>;
}
export interface TurnResult {
  readonly result: RunResult;
  readonly later: boolean;
  readonly batches: number;
  readonly batch: BatchSize;
  readonly ms: number;
}

/** Follows a run: adapts its batches, and says at the end of each that others could have a turn. */
export function followTurn(
  run: Run,
  first: BatchSize,
  clock: Clock,
  onBatch: (work: number) => void,
): ActiveTurn {
  const startedAt = clock.now();
  let batch = first;
  let batches = 0;
  let seen = 0;
  let taken = 0;
  let since = { done: 0, at: startedAt, failed: 0 };
  let failed = 0;
  let slowedBy: string | undefined;
  let later = false;

  function endBatch(): void {
    const outcome: BatchOutcome = {
      items: seen - since.done,
      failed: failed - since.failed,
      ms: clock.now() - since.at,
      ...(slowedBy === undefined ? {} : { slowedBy }),
    };
    batches += 1;
    batch = nextBatchSize(batch, outcome);
    since = { done: seen, at: clock.now(), failed };
    slowedBy = undefined;
    onBatch(outcome.items);
  }

  run.on('source-paused', ({ source }) => {
    slowedBy = source;
  });
  run.on('change-failed', () => {
    failed += 1;
  });
  run.on('run-progressed', ({ done }) => {
    seen = done;
    if (seen - since.done >= batch.size) endBatch();
  });

  return {
    run,
    takeWork() {
      const work = seen - taken;
      taken = seen;
      return work;
    },
    get batch() {
      return batch;
    },
    async stop(goOn) {
      later = goOn;
      await run.stop();
    },
    done: run.done.then((result) => {
      if (seen > since.done || batches === 0) endBatch();
      return { result, later, batches, batch, ms: clock.now() - startedAt };
    }),
  };
}
