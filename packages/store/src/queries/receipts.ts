import { EarmarkError, gather, type Journal, type ReceiptRecord } from '@earmark/core';
import type { Selectable } from 'kysely';
import type { AccountSchema, ReceiptTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { setStatuses } from './plans.ts';
import { touch } from './read-model/revision.ts';
import { refreshStanding } from './read-model/standing.ts';
import { wholesOf } from './read-model/whole.ts';
import { paged, parsed, present, replaced } from './rows.ts';

type ReceiptQueries = Pick<Journal, 'saveReceipt' | 'receipt' | 'receipts'>;
type Db = Database<AccountSchema>['db'];

/** A receipt, and the album that it is about, where it is about one. */
type ReceiptOfWhole = ReceiptRecord & { readonly whole: string | null };

/** So many receipts are one transaction. */
const atOnce = 16;

export function createReceiptQueries({ db, write }: Database<AccountSchema>): ReceiptQueries {
  /** All of them or none. */
  async function saveTogether(receipts: readonly ReceiptOfWhole[]): Promise<void> {
    const [{ whole } = { whole: null }] = receipts;
    const save = async (tx: Db) => {
      for (const { id, undoes } of receipts)
        if (undoes !== undefined) await markUndone(tx, undoes, id);
      await tx
        .insertInto('receipts')
        .values(receipts.map(rowOf))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(replaced(columns)))
        .execute();
      const plans = receipts.map(({ receipt }) => receipt.plan);
      await setStatuses(tx, plans, 'applied');
      if (whole !== null) await refreshStanding(tx, [whole]);
      await touch(tx);
    };
    // Two who undo the same receipt speak of the same target.
    const parts = receipts.map(({ receipt }) => receipt.target);
    if (whole !== null) parts.push(whole);
    await write('plans', save, { durable: true, parts });
  }

  /** Those of one album that are saved in one turn are one transaction; where it fails, each has one of its own. */
  const saveReceipt = gather(
    async (records: readonly ReceiptRecord[]) => {
      const wholes = await wholesOf(
        db,
        records.map(({ decisions, receipt: { target } }) => ({ decisions, target })),
      );
      const saved = new Map<ReceiptRecord, Promise<void>>();
      const all = records.map((record, index) => ({ record, whole: wholes[index] ?? null }));
      const byAlbum = Map.groupBy(all, ({ record, whole }) => whole ?? record.receipt.target);
      for (const some of byAlbum.values()) {
        const receipts = some.map(({ record, whole }) => ({ ...record, whole }));
        const together = saveTogether(receipts);
        for (const [index, { record }] of some.entries()) {
          const alone = () => saveTogether(receipts.slice(index, index + 1));
          saved.set(record, some.length === 1 ? together : together.catch(alone));
        }
      }
      return records.map((record) => saved.get(record) as Promise<void>);
    },
    { most: atOnce },
  );

  return {
    saveReceipt,
    async receipt(id) {
      const row = await db
        .selectFrom('receipts')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && receiptOf(row);
    },
    async receipts({ run, target, targets, ...page }) {
      if (targets?.length === 0) return [];
      let query = db.selectFrom('receipts').selectAll().orderBy('seq');
      if (run !== undefined) query = query.where('run', '=', run);
      if (target !== undefined) query = query.where('target', '=', target);
      if (targets !== undefined) query = query.where('target', 'in', targets);
      return (await paged(query, page).execute()).map(receiptOf);
    },
  };
}

const columns = ['run', 'sink', 'target', 'decisions', 'receipt', 'undoes', 'whole'] as const;

function rowOf({ id, run, sink, receipt, decisions, undoes, undoneBy, whole }: ReceiptOfWhole) {
  return {
    id,
    undone_by: undoneBy ?? null,
    run,
    sink,
    target: receipt.target,
    decisions: JSON.stringify(decisions),
    receipt: JSON.stringify(receipt),
    undoes: undoes ?? null,
    whole,
  };
}

async function markUndone(tx: Db, undone: string, by: string): Promise<void> {
  const row = await tx
    .selectFrom('receipts')
    .select('undone_by')
    .where('id', '=', undone)
    .executeTakeFirst();
  if (!row) throw new EarmarkError('not-found', `the journal has no receipt ${undone}`);
  if ((row.undone_by ?? by) !== by) {
    throw new EarmarkError('conflict', `receipt ${undone} was already undone by ${row.undone_by}`);
  }
  await tx.updateTable('receipts').set({ undone_by: by }).where('id', '=', undone).execute();
}

export function receiptOf(row: Selectable<ReceiptTable>): ReceiptRecord {
  const { id, run, sink } = row;
  return {
    id,
    run,
    sink,
    receipt: parsed(row.receipt),
    decisions: parsed(row.decisions),
    ...present({ undoes: row.undoes, undoneBy: row.undone_by }),
  };
}
