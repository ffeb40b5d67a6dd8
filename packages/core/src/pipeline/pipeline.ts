import type { RunContext } from '../run/context.ts';
import type { Origin } from '../spec.ts';

/**
 * One step of a pipeline. It pulls items and yields others; nothing is pulled before somebody wants the
 * result, so memory does not grow with the library. When `run.signal` aborts it stops pulling and ends.
 */
export interface Stage<In, Out> {
  (items: AsyncIterable<In>, run: RunContext): AsyncIterable<Out>;
  /** It may change targets: the run takes the account's instance lock before anything starts. */
  readonly writes?: boolean;
}

export interface Pipeline<T> {
  /** What the journal calls it. */
  readonly name: string;
  /** Whose roots the run needs. */
  readonly origins: readonly Origin[];
  readonly writes: boolean;
  pipe<Out>(stage: Stage<T, Out>): Pipeline<Out>;
  start(run: RunContext): AsyncIterable<T>;
}

export interface PipelineStart<T> {
  readonly name: string;
  readonly origins?: readonly Origin[];
  readonly writes?: boolean;
  start(run: RunContext): AsyncIterable<T>;
}

/** A pipeline that begins with whatever yields items. */
export function pipeline<T>({
  name,
  origins = [],
  writes = false,
  start,
}: PipelineStart<T>): Pipeline<T> {
  return {
    name,
    origins,
    writes,
    start,
    pipe: (stage) =>
      pipeline({
        name,
        origins,
        writes: writes || stage.writes === true,
        start: (run) => stage(start(run), run),
      }),
  };
}
