import type { RunResult } from '@earmark/core';

/** What a run came to so far, in files. A resumed run counts what its earlier parts did, too. */
export interface RunStatistics {
  readonly run: string;
  readonly processed: number;
  readonly skipped: number;
  readonly errors: number;
}

/** Standings of albums that needed nothing: their files are as they should be. */
const needsNothing: ReadonlySet<string> = new Set([
  'files:confirmed',
  'files:settled',
  'files:unsaid',
]);

export function runStatistics({ run, counts }: RunResult): RunStatistics {
  const { new: added = 0, changed = 0, moved = 0, files, failed = 0 } = counts;
  const errors = failed;
  // A scan counts files as it walks; a run that decides, by how their albums stand.
  if (files !== undefined) {
    const processed = added + changed + moved;
    return { run, processed, skipped: Math.max(0, files - processed), errors };
  }
  const standing = Object.entries(counts).filter(([name]) => name.startsWith('files:'));
  const sum = (isWanted: (name: string) => boolean) =>
    standing.reduce((all, [name, count]) => (isWanted(name) ? all + count : all), 0);
  return {
    run,
    processed: sum((name) => !needsNothing.has(name)),
    skipped: sum((name) => needsNothing.has(name)),
    errors,
  };
}

type Counts = Omit<RunStatistics, 'run'>;

/** The account's counts with what this part of a run adds to what was counted of the run before. */
export function addedTo(
  counts: Counts,
  now: RunStatistics,
  counted: RunStatistics | undefined,
): Counts {
  const before = counted?.run === now.run ? counted : undefined;
  const sum = (name: keyof Counts) => counts[name] + Math.max(0, now[name] - (before?.[name] ?? 0));
  return { processed: sum('processed'), skipped: sum('skipped'), errors: sum('errors') };
}
