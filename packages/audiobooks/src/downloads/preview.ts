import { EarmarkError, toFault } from '@earmark/core';
import type { DownloadRecord } from '../types.ts';
import { isOpen } from './advance.ts';
import { planImport } from './importing.ts';
import { finishLoading, startLoading } from './loading.ts';
import type { StepEnd, World } from './world.ts';

/** What the next run would come to with an open download, as lines. Asks the client, and changes nothing. */
export async function preview(record: DownloadRecord, world: World): Promise<readonly string[]> {
  try {
    return (await ahead(record, world)).map((line, at) =>
      at === 0 ? `${record.source.title}: ${line}` : `  ${line}`,
    );
  } catch (error) {
    if (world.run.signal.aborted || EarmarkError.is(error, 'aborted')) throw error;
    return [`${record.source.title}: ${toFault(error).message}`];
  }
}

async function ahead(record: DownloadRecord, world: World): Promise<readonly string[]> {
  const { state } = record;
  if (!isOpen(record)) return [state];
  if (state === 'chosen') return ['it would be added to the download client'];
  if (state === 'added' || state === 'downloading') {
    const started = state === 'added' ? await startLoading(record, world) : undefined;
    const end = started && notGoingOn(started) ? started : await finishLoading(record, world);
    const waits = notGoingOn(end);
    if (waits) return [`${state}: ${waits}`];
    return 'with' in end ? tree({ ...record, ...end.with }, world) : [state];
  }
  if (state === 'complete') return tree(record, world);
  return [`${state}: it would be found in the library and described`];
}

function notGoingOn(end: StepEnd): string | undefined {
  if ('wait' in end) return end.wait;
  if ('held' in end) return end.held;
  return end.to === 'gone' ? end.with?.reason : undefined;
}

function tree(record: DownloadRecord, { settings: { library } }: World): readonly string[] {
  if (!library) return ['complete: no library folder is set'];
  const plan = planImport(record, library);
  if ('held' in plan) return [`it would be held: ${plan.held}`];
  return [
    `complete; it would be linked into ${library.folder}`,
    ...plan.books.flatMap(({ folder, files }) => [
      `${folder}/`,
      ...files.map(({ name }) => `  ${name}`),
    ]),
    ...plan.left.map((name) => `left for you to place: ${name}`),
  ];
}
