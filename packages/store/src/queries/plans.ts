import {
  EarmarkError,
  type Journal,
  type PlanRecord,
  type PlanStatus,
  type ReceiptRecord,
} from '@earmark/core';
import { type Selectable, sql } from 'kysely';
import type { AccountSchema, PlanTable, ReceiptTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { touch } from './read-model/revision.ts';
import { refreshStanding } from './read-model/standing.ts';
import { wholeOf } from './read-model/whole.ts';
import { paged, parsed, parsedOr, present, textOr } from './rows.ts';

type PlanQueries = Pick<
  Journal,
  'savePlans' | 'setPlanStatus' | 'plans' | 'saveReceipt' | 'receipt' | 'receipts'
>;

export function createPlanQueries({ db, write }: Database<AccountSchema>): PlanQueries {
  return {
    async savePlans(records) {
      if (records.length === 0) return;
      const save = async (tx: typeof db) => {
        for (const { run, sink, at, decisions, plan, status, fault } of records) {
          const row = {
            run,
            sink,
            at,
            target: plan.change.target,
            decisions: JSON.stringify(decisions),
            plan: JSON.stringify(plan),
            status,
            fault: textOr(fault),
            whole: await wholeOf(tx, decisions, plan.change.target),
          };
          await tx
            .insertInto('plans')
            .values({ id: plan.id, ...row })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
            .execute();
        }
      };
      // What nobody will ever apply closes no gap after a power cut.
      const durable = records.some(({ status }) => status === 'planned');
      await write('plans', save, { durable, parts: records.map(({ plan }) => plan.id) });
    },
    async setPlanStatus(id, status, fault) {
      const set = (tx: typeof db) =>
        tx
          .updateTable('plans')
          .set({ status, fault: textOr(fault) })
          .where('id', '=', id)
          .returning('whole')
          .executeTakeFirst();
      const missing = () => new EarmarkError('not-found', `the journal has no plan ${id}`);
      if (status !== 'failed') {
        if (!(await set(db))) throw missing();
        return;
      }
      const plan = await db
        .selectFrom('plans')
        .select('whole')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!plan) throw missing();
      const { whole } = plan;
      const fail = async (tx: typeof db) => {
        await set(tx);
        if (whole === null) return;
        await refreshStanding(tx, [whole]);
        await touch(tx);
      };
      await write('plans', fail, { parts: [whole ?? id] });
    },
    async plans({ run, status, target, ...page }) {
      let query = db.selectFrom('plans').selectAll().orderBy('seq');
      if (run !== undefined) query = query.where('run', '=', run);
      // As a literal, so that the index of the open ones serves.
      if (status === 'planned') query = query.where('status', '=', sql.lit('planned'));
      else if (status !== undefined) query = query.where('status', '=', status);
      if (target !== undefined) query = query.where('target', '=', target);
      return (await paged(query, page).execute()).map(planOf);
    },

    async saveReceipt(record) {
      const { id, run, sink, receipt, undoes } = record;
      const whole = await wholeOf(db, record.decisions, receipt.target);
      const save = async (tx: typeof db) => {
        if (undoes !== undefined) await markUndone(tx, undoes, id);
        const row = {
          run,
          sink,
          target: receipt.target,
          decisions: JSON.stringify(record.decisions),
          receipt: JSON.stringify(receipt),
          undoes: undoes ?? null,
          whole,
        };
        await tx
          .insertInto('receipts')
          .values({ id, undone_by: record.undoneBy ?? null, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await tx
          .updateTable('plans')
          .set({ status: 'applied', fault: null })
          .where('id', '=', receipt.plan)
          .execute();
        if (whole !== null) await refreshStanding(tx, [whole]);
        await touch(tx);
      };
      // Two who undo the same receipt speak of the same target.
      await write('plans', save, {
        durable: true,
        parts: [receipt.target, whole ?? receipt.target],
      });
    },
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

async function markUndone(
  tx: Database<AccountSchema>['db'],
  undone: string,
  by: string,
): Promise<void> {
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

function planOf(row: Selectable<PlanTable>): PlanRecord {
  const { run, sink, at } = row;
  return {
    run,
    sink,
    at,
    decisions: parsed(row.decisions),
    plan: parsed(row.plan),
    status: row.status as PlanStatus,
    ...present({ fault: parsedOr<PlanRecord['fault']>(row.fault) }),
  };
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
