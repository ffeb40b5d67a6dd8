import { EarmarkError, toFault } from '@earmark/core';
import '../events.ts';
import type { DownloadRecord, DownloadState } from '../types.ts';
import { addDownload } from './adding.ts';
import { describeBooks, finish } from './describing.ts';
import { importBooks } from './importing.ts';
import { finishLoading, startLoading } from './loading.ts';
import { locateBooks, refreshShelf } from './locating.ts';
import type { Step, StepEnd, World } from './world.ts';

const steps: Partial<Record<DownloadState, Step>> = {
  chosen: addDownload,
  added: startLoading,
  downloading: finishLoading,
  complete: importBooks,
  linked: refreshShelf,
  scanned: locateBooks,
  located: describeBooks,
  described: finish,
};
export const isOpen = ({ state }: DownloadRecord) => steps[state] !== undefined;

/** After so many failures in a row a person has to look. */
const mostAttempts = 20;

/** As far as it goes today, step by step, each written down before the next. */
export async function advance(record: DownloadRecord, world: World): Promise<DownloadRecord> {
  const reached = await farthest(record, world);
  const { id: download, state, source } = reached;
  const reason = reached.reason ?? reached.fault?.message;
  const { title } = source;
  world.run.emit('books-download', { download, title, state, ...(reason && { reason }) });
  return reached;
}

async function farthest(record: DownloadRecord, world: World): Promise<DownloadRecord> {
  let current = record;
  for (;;) {
    const step = steps[current.state];
    if (!step || world.run.signal.aborted) return current;
    const next = await taken(current, await end(step, current, world), world);
    if (next === undefined || next.state === current.state) return next ?? current;
    world.run.count(`books-${next.state}`);
    current = next;
  }
}

async function end(step: Step, record: DownloadRecord, world: World): Promise<StepEnd | 'failed'> {
  try {
    return await step(record, world);
  } catch (error) {
    if (world.run.signal.aborted || EarmarkError.is(error, 'aborted')) throw error;
    const fault = toFault(error);
    world.run.log.warn(`${record.source.title}: ${fault.message}`, { download: record.id, fault });
    await world.records.downloads.change(record.id, (known) =>
      known && known.state === record.state
        ? { ...known, fault, attempts: known.attempts + 1 }
        : known,
    );
    return 'failed';
  }
}

async function taken(
  record: DownloadRecord,
  found: StepEnd | 'failed',
  { records }: World,
): Promise<DownloadRecord | undefined> {
  const { id, state } = record;
  if (found === 'failed') {
    const known = await records.downloads.get(id);
    if (!known || known.attempts < mostAttempts) return known;
    const reason = known.fault?.message ?? 'it failed too often';
    return records.advance(id, state, { state: 'held', heldAt: state, reason });
  }
  if ('to' in found)
    return records.advance(id, state, { attempts: 0, ...found.with, state: found.to });
  if ('held' in found)
    return records.advance(id, state, { state: 'held', heldAt: state, reason: found.held });
  return records.advance(id, state, { state, reason: found.wait });
}
