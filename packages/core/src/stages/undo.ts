import { randomUUID } from 'node:crypto';
import { EarmarkError, toFault } from '@earmark/spec';
import { receipt as receiptShape } from '../guard/shapes.ts';
import { text } from '../options/check.ts';
import { pagesOf } from '../pages.ts';
import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { ReceiptRecord } from '../ports.ts';
import type { RunContext } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import { noteInCatalogue } from '../run/note-in-catalogue.ts';
import type { Fault, Receipt } from '../spec.ts';

export interface Undone {
  readonly target: string;
  readonly receipt?: Receipt;
  readonly fault?: Fault;
}

/** Puts back what a run did, or some receipts, latest change first. It is a run like any other: it can itself be undone. */
export function undo(runOrReceipts: string | readonly string[]): Pipeline<Undone> {
  const wanted = typeof runOrReceipts === 'string' ? [runOrReceipts] : runOrReceipts;
  for (const what of wanted) text(what, 'undo: the run or receipt');
  return pipeline({
    name: 'undo',
    writes: true,
    async *start(run) {
      const ids: string[] = [];
      for (const what of wanted) ids.push(...(await receiptsOf(what, run)));
      run.expect(ids.length);
      for (const id of ids) {
        if (run.signal.aborted) return;
        const record = await run.store.journal.receipt(id);
        if (!record) continue;
        run.count('subjects');
        yield await revert(record, run);
      }
    },
  });
}

/** Only their ids: a receipt may hold much, and a run may have many. */
async function receiptsOf(what: string, run: RunContext): Promise<readonly string[]> {
  const { journal } = run.store;
  const single = await journal.receipt(what);
  if (single?.undoneBy) {
    throw new EarmarkError('conflict', `receipt ${what} was already undone by ${single.undoneBy}`);
  }
  if (single) return [single.id];
  if (!(await journal.run(what))) {
    throw new EarmarkError(
      'not-found',
      `there is no run and no receipt ${what} in account ${run.account}`,
    );
  }
  const ids: string[] = [];
  for await (const page of pagesOf((which) => journal.receipts({ run: what, ...which })))
    ids.push(...page.filter(({ undoneBy }) => undoneBy === undefined).map(({ id }) => id));
  return ids.reverse();
}

async function revert(record: ReceiptRecord, run: RunContext): Promise<Undone> {
  const { target } = record.receipt;
  try {
    const sink = run.sinks.get(record.sink);
    if (!sink) {
      throw new EarmarkError(
        'config',
        `${target} was written by the sink ${record.sink}, which is not among the given ones`,
      );
    }
    const lease = await run.lease(target);
    try {
      const back = () => sink.revert(record.receipt, { ...run.context(sink), lease });
      const call = { gives: receiptShape, writes: true };
      const receipt = await run.call(sink, 'revert', back, call);
      await run.store.journal.saveReceipt({
        id: randomUUID(),
        run: run.id,
        sink: record.sink,
        receipt,
        decisions: record.decisions,
        undoes: record.id,
      });
      run.count('applied');
      await noteInCatalogue([receipt], run);
      run.emit('change-applied', { receipt });
      return { target, receipt };
    } finally {
      await lease.release();
    }
  } catch (error) {
    if (isStop(error, run.signal)) throw error;
    const fault = toFault(error);
    run.count('failed');
    run.emit('change-failed', { target, fault });
    return { target, fault };
  }
}
