import {
  EarmarkError,
  type Fault,
  gather,
  type Journal,
  type PlanRecord,
  type PlanStatus,
} from '@earmark/core';
import { type Selectable, sql } from 'kysely';
import type { AccountSchema, PlanTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { touch } from './read-model/revision.ts';
import { refreshStanding } from './read-model/standing.ts';
import { wholesOf } from './read-model/whole.ts';
import { chunks, paged, parsed, parsedOr, present, replaced, textOr } from './rows.ts';

type PlanQueries = Pick<Journal, 'savePlans' | 'setPlanStatus' | 'plans'>;

const rowsAtOnce = 16;

export function createPlanQueries({ db, write }: Database<AccountSchema>): PlanQueries {
  const setStatus = gather(async (changes: readonly StatusChange[]) => {
    const found = new Set<string>();
    const alike = Map.groupBy(changes, ({ status, fault }) => JSON.stringify([status, fault]));
    for (const same of alike.values()) {
      const [{ status, fault } = { status: 'planned' as const, fault: undefined }] = same;
      const ids = same.map(({ id }) => id);
      for (const id of await setStatuses(db, ids, status, fault)) found.add(id);
    }
    return changes.map(({ id }) => found.has(id));
  });

  return {
    async savePlans(records) {
      if (records.length === 0) return;
      const save = async (tx: typeof db) => {
        const wholes = await wholesOf(tx, records.map(aboutPlan));
        const rows = records.map(({ run, sink, at, decisions, plan, status, fault }, index) => ({
          id: plan.id,
          run,
          sink,
          at,
          target: plan.change.target,
          decisions: JSON.stringify(decisions),
          plan: JSON.stringify(plan),
          status,
          fault: textOr(fault),
          whole: wholes[index] ?? null,
        }));
        for (const some of chunks(rows, rowsAtOnce))
          await tx
            .insertInto('plans')
            .values(some)
            .onConflict((conflict) => conflict.column('id').doUpdateSet(replaced(planColumns)))
            .execute();
      };
      // What nobody will ever apply closes no gap after a power cut.
      const durable = records.some(({ status }) => status === 'planned');
      await write('plans', save, { durable, parts: records.map(({ plan }) => plan.id) });
    },
    async setPlanStatus(id, status, fault) {
      const missing = () => new EarmarkError('not-found', `the journal has no plan ${id}`);
      if (status !== 'failed') {
        if (!(await setStatus({ id, status, fault }))) throw missing();
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
        await setStatuses(tx, [id], status, fault);
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
  };
}

interface StatusChange {
  readonly id: string;
  readonly status: PlanStatus;
  readonly fault: Fault | undefined;
}

/** Gives those that there are. */
export async function setStatuses(
  tx: Database<AccountSchema>['db'],
  ids: readonly string[],
  status: PlanStatus,
  fault?: Fault,
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('plans')
    .set({ status, fault: textOr(fault) })
    .where('id', 'in', ids)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

const aboutPlan = ({ decisions, plan }: PlanRecord) => ({ decisions, target: plan.change.target });

const planColumns = [
  'run',
  'sink',
  'at',
  'target',
  'decisions',
  'plan',
  'status',
  'fault',
  'whole',
] as const;

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
