import { checkOptions, whole } from '../options/check.ts';
import type { RunContext } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import type { Stage } from './pipeline.ts';

export interface MapOptions {
  /** How many items are worked on at once. Default 1. Results keep the order of the items. */
  readonly concurrency?: number;
}

/** One item in, one item out. At most `concurrency` items are pulled ahead of the consumer. */
export function map<In, Out>(
  work: (item: In, run: RunContext) => Promise<Out> | Out,
  options: MapOptions = {},
): Stage<In, Out> {
  checkOptions(options, 'map', { concurrency: whole(1) });
  const { concurrency = 1 } = options;
  return async function* mapped(items, run) {
    const source = items[Symbol.asyncIterator]();
    const inFlight: Promise<Out>[] = [];
    let pulling: Promise<IteratorResult<In>> | undefined;
    let open = true;
    try {
      while (true) {
        if (run.signal.aborted) open = false;
        if (open && !pulling && inFlight.length < concurrency)
          pulling = started(() => source.next());
        const [first] = inFlight;
        if (!first && !pulling) return;
        const pulled = await Promise.race(
          [pulling, first?.then(nothing, nothing)].filter((promise) => promise !== undefined),
        );
        if (pulled) {
          pulling = undefined;
          if (pulled.done) open = false;
          else inFlight.push(started(async () => work(pulled.value, run)));
        } else if (first) {
          inFlight.shift();
          yield await first;
        }
      }
    } catch (error) {
      throw await failureOf(inFlight, error, run);
    } finally {
      await Promise.allSettled(inFlight);
      await source.return?.();
    }
  };
}

/** A stop ends the pulling, and does not cover up what goes wrong with the items that were begun. */
async function failureOf(
  inFlight: readonly Promise<unknown>[],
  error: unknown,
  { signal }: RunContext,
): Promise<unknown> {
  if (!isStop(error, signal)) return error;
  const ends = await Promise.allSettled(inFlight);
  const [failure = error] = ends.flatMap((end) =>
    end.status === 'rejected' && !isStop(end.reason, signal) ? [end.reason] : [],
  );
  return failure;
}

const nothing = () => undefined;

/** A promise whose failure is somebody's to await later is not an unhandled rejection in the meantime. */
function started<T>(work: () => Promise<T>): Promise<T> {
  const promise = work();
  promise.catch(() => {});
  return promise;
}
