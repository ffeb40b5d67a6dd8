export interface BatchSize {
  readonly size: number;
  /** Why it is what it is, for people. */
  readonly reason?: string;
}
export interface BatchOutcome {
  readonly items: number;
  readonly failed: number;
  readonly ms: number;
  /** A source told us to slow down. */
  readonly slowedBy?: string;
}

const smallest = 25;
const largest = 1000;
const step = 25;
const targetMs = 60_000;
const fewFailures = 0.01;
const manyFailures = 0.05;

/**
 * Grows by a step after a good full batch, is halved after a bad one, and stays in between. A batch that was not
 * full says nothing about a larger one.
 */
export function nextBatchSize({ size }: BatchSize, outcome: BatchOutcome): BatchSize {
  const { items, failed, ms, slowedBy } = outcome;
  const share = items === 0 ? 0 : failed / items;
  const trouble = troubleOf(share, ms, slowedBy);
  if (trouble) return { size: clamped(Math.floor(size / 2)), reason: `halved: ${trouble}` };
  const isGood = items >= size && share < fewFailures && ms <= targetMs;
  return isGood
    ? { size: clamped(size + step), reason: 'grown: the last batch went well' }
    : { size };
}

function troubleOf(share: number, ms: number, slowedBy: string | undefined): string | undefined {
  if (slowedBy) return `${slowedBy} asked to slow down`;
  if (share > manyFailures) return `${Math.round(share * 100)} % of the last batch failed`;
  return ms > 2 * targetMs ? `the last batch took ${Math.round(ms / 1000)} s` : undefined;
}

const clamped = (size: number) => Math.min(largest, Math.max(smallest, size));
