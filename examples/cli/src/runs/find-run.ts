import { EarmarkError, type Journal, type RunRecord } from '@earmark/core';
import type { Host } from '../host/host.ts';

const pageSize = 200;
const shortest = 4;

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
  const exact = await journal.run(text);
  if (exact || (text !== 'last' && text.length < shortest)) return exact;
  const found: RunRecord[] = [];
  for await (const run of runsOf(journal)) {
    if (text === 'last' && (await isLast(run, journal))) return run;
    if (text !== 'last' && run.id.startsWith(text)) found.push(run);
  }
  if (found.length > 1)
    throw new EarmarkError(
      'config',
      `${text} is the beginning of ${found.length} runs: ${found.map(({ id }) => id).join(', ')}`,
    );
  return found[0];
}

async function* runsOf(journal: Journal): AsyncGenerator<RunRecord> {
  for (let offset = 0; ; offset += pageSize) {
    const page = await journal.runs({ limit: pageSize, offset });
    yield* page;
    if (page.length < pageSize) return;
  }
}
