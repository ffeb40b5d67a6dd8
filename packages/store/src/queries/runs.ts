import { EarmarkError, type Journal, type RunOutcome, type RunRecord } from '@earmark/core';
import type { Selectable } from 'kysely';
import type { AccountSchema, RunTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { touch } from './read-model/revision.ts';
import { paged, parsed, parsedOr, present, textOr } from './rows.ts';

type RunQueries = Pick<
  Journal,
  | 'startRun'
  | 'endRun'
  | 'run'
  | 'runs'
  | 'requestStop'
  | 'stopRequested'
  | 'finishSubject'
  | 'isFinished'
  | 'saveSubject'
  | 'subject'
>;

export function createRunQueries({ db, write }: Database<AccountSchema>): RunQueries {
  return {
    async startRun(run) {
      const row = {
        pipeline: run.pipeline,
        started_at: run.startedAt,
        ended_at: run.endedAt ?? null,
        outcome: run.outcome ?? null,
        counts: JSON.stringify(run.counts),
        host: run.host,
        pid: run.pid,
        request: textOr(run.request),
        recipe: run.recipe ?? null,
        stop: null,
        owner: run.owner ?? null,
        job: run.job ?? null,
      };
      await write('runs', async (tx) => {
        await tx
          .insertInto('runs')
          .values({ id: run.id, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await touch(tx);
      });
    },
    async endRun(id, outcome, counts, at) {
      await write('runs', async (tx) => {
        const result = await tx
          .updateTable('runs')
          .set({ outcome, counts: JSON.stringify(counts), ended_at: at })
          .where('id', '=', id)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n)
          throw new EarmarkError('not-found', `the journal has no run ${id}`);
        await touch(tx);
      });
    },
    async run(id) {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && runOf(row);
    },
    async runs(page = {}) {
      const query = db
        .selectFrom('runs')
        .selectAll()
        .orderBy('started_at', 'desc')
        .orderBy('seq', 'desc');
      return (await paged(query, page).execute()).map(runOf);
    },
    async requestStop(id, request) {
      const result = await db
        .updateTable('runs')
        .set({ stop: JSON.stringify(request) })
        .where('id', '=', id)
        .where('outcome', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async stopRequested(id) {
      const row = await db
        .selectFrom('runs')
        .select('stop')
        .where('id', '=', id)
        .executeTakeFirst();
      return parsedOr(row?.stop ?? null);
    },

    async finishSubject(run, subject) {
      await db
        .insertInto('finished')
        .values({ run, subject })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async isFinished(run, subject) {
      const row = await db
        .selectFrom('finished')
        .select('run')
        .where('run', '=', run)
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row !== undefined;
    },
    async saveSubject(subject) {
      const record = JSON.stringify(subject);
      await db
        .insertInto('subjects')
        .values({ id: subject.id, record })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ record }))
        .execute();
    },
    async subject(id) {
      const row = await db
        .selectFrom('subjects')
        .select('record')
        .where('id', '=', id)
        .executeTakeFirst();
      return row && parsed(row.record);
    },
  };
}

export function runOf(row: Selectable<RunTable>): RunRecord {
  const { id, pipeline, host, pid } = row;
  return {
    id,
    pipeline,
    startedAt: row.started_at,
    counts: parsed(row.counts),
    host,
    pid,
    ...present({
      endedAt: row.ended_at,
      outcome: row.outcome as RunOutcome | null,
      request: parsedOr<RunRecord['request']>(row.request),
      recipe: row.recipe,
      owner: row.owner,
      job: row.job,
    }),
  };
}
