import { EarmarkError, type Journal, pagesOf, type RunRecord } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { uniqueBeginning } from '../unique-beginning.ts';

const pageSize = 200;

/** Which run `last` means: that differs from command to command. */
export type IsLast = (run: RunRecord, journal: Journal) => boolean | Promise<boolean>;

/** Something was written, or may have been: its process was killed. */
export const wrote: IsLast = async ({ id, outcome, counts }, journal) =>
  outcome === undefined
    ? (await journal.receipts({ run: id, limit: 1 })).length > 0
    : (counts.applied ?? 0) > 0;

/** The run of this id, of the beginning of it, or `last`. Throws `config` where there is none, or more than one. */
export async function findRun(host: Host, text: string, isLast: IsLast): Promise<RunRecord> {
  const found = await lookFor(host, text, isLast);
  if (found) return found;
  throw new EarmarkError(
    'config',
    text === 'last'
      ? 'No such run. To list runs: earmark runs'
      : `Unknown run ${JSON.stringify(text)}: \`earmark runs\` lists them`,
  );
}

export async function lookFor(
  { earmark }: Host,
  text: string,
  isLast: IsLast,
): Promise<RunRecord | undefined> {
  const { journal } = await earmark.store();
  if (text !== 'last')
    return (
      (await journal.run(text)) ?? uniqueBeginning(text, runsOf(journal), ({ id }) => id, 'runs')
    );
  for await (const run of runsOf(journal)) if (await isLast(run, journal)) return run;
  return undefined;
}

async function* runsOf(journal: Journal): AsyncGenerator<RunRecord> {
  for await (const page of pagesOf((which) => journal.runs(which), pageSize)) yield* page;
}
