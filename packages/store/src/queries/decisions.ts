import type { DecisionRecord, Journal } from '@earmark/core';
import type { Selectable } from 'kysely';
import type { AccountSchema, DecisionTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { touch } from './read-model/revision.ts';
import { refreshSilent } from './read-model/silent.ts';
import { refreshStanding, wholeSubject } from './read-model/standing.ts';
import { paged, parsed } from './rows.ts';

type DecisionQueries = Pick<Journal, 'saveDecisions' | 'decision' | 'decisions'>;

export function createDecisionQueries({ db, write }: Database<AccountSchema>): DecisionQueries {
  return {
    async saveDecisions(records) {
      if (records.length === 0) return;
      const subjects = records.map(({ decision }) => decision.subject);
      const save = async (tx: typeof db) => {
        for (const { run, at, title, decision } of records) {
          const row = { at, title, decision: JSON.stringify(decision), latest: 1 };
          await tx
            .updateTable('decisions')
            .set({ latest: 0 })
            .where('id', '=', decision.id)
            .execute();
          await tx
            .insertInto('decisions')
            .values({ run, id: decision.id, subject: decision.subject, ...row })
            .onConflict((conflict) => conflict.columns(['run', 'id']).doUpdateSet(row))
            .execute();
        }
        await refreshStanding(tx, subjects);
        await refreshSilent(tx, subjects);
        await touch(tx);
      };
      await write('decisions', save, { parts: subjects.map(wholeSubject) });
    },
    async decision(id) {
      const row = await db
        .selectFrom('decisions')
        .selectAll()
        .where('id', '=', id)
        .where('latest', '=', 1)
        .executeTakeFirst();
      return row && recordOf(row);
    },
    async decisions({ run, subject, ...page }) {
      let query = db.selectFrom('decisions').selectAll().orderBy('seq');
      query = run === undefined ? query.where('latest', '=', 1) : query.where('run', '=', run);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      return (await paged(query, page).execute()).map(recordOf);
    },
  };
}

export function recordOf({ run, at, title, decision }: Selectable<DecisionTable>): DecisionRecord {
  return { run, at, title, decision: parsed(decision) };
}
