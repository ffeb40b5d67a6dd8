import { EarmarkError, type RunContext, type Subject } from '@earmark/core';
import type { Settings } from '../options.ts';
import { createBookHistory } from '../records/history.ts';
import { createChoice, enrichedFields } from './choose.ts';
import { keepNext, stampsOf } from './next.ts';

/** How many of a library's books have each field. */
export interface Coverage {
  readonly at: number;
  readonly libraries: Readonly<
    Record<string, { readonly books: number; readonly filled: Readonly<Record<string, number>> }>
  >;
}

export function createCoverage() {
  const libraries = new Map<string, { books: number; filled: Record<string, number> }>();
  return {
    count({ targets }: Subject): void {
      const [target] = targets;
      if (!target) return;
      const name = target.id.slice(0, target.id.lastIndexOf(':'));
      const library = libraries.get(name) ?? { books: 0, filled: {} };
      libraries.set(name, library);
      library.books += 1;
      for (const field of enrichedFields)
        if ((target.fields[field] ?? []).some((value) => value !== ''))
          library.filled[field] = (library.filled[field] ?? 0) + 1;
    },
    result: (at: number): Coverage => ({ at, libraries: Object.fromEntries(libraries) }),
  };
}

/** Walks the library once. What is counted last counts for the day. */
export async function countCoverage(
  { origin, dailyMax }: Settings,
  run: RunContext,
): Promise<Coverage> {
  if (!origin)
    throw new EarmarkError(
      'config',
      'There is no library to count: give `origin` (with abs, EARMARK_ABS_URL).',
    );
  const counting = createCoverage();
  const next = createChoice(await stampsOf(run), dailyMax);
  for await (const subject of origin.subjects(run.originContext(origin))) {
    run.signal.throwIfAborted();
    run.count('subjects');
    counting.count(subject);
    next.offer(subject);
  }
  const coverage = counting.result(run.clock.now());
  await keepCoverage(coverage, run);
  await keepNext(next.chosen(), dailyMax, run);
  return coverage;
}

export const keepCoverage = (coverage: Coverage, { shared, account }: RunContext): Promise<void> =>
  createBookHistory(shared.records, account).coverage.put(
    new Date(coverage.at).toISOString().slice(0, 10),
    coverage,
  );
