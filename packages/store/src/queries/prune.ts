import { setImmediate as turn } from 'node:timers/promises';
import type { Journal } from '@earmark/core';
import type { Kysely } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';
import { touch } from './read-model/revision.ts';
import { refreshStanding } from './read-model/standing.ts';

const runsAtOnce = 100;

type Db = Kysely<AccountSchema>;

export function createPrune({ db, write }: Database<AccountSchema>): Pick<Journal, 'prune'> {
  return {
    async prune({ before, undoable = false }) {
      let forgotten = 0;
      // Each run is looked at once: what has to stay is not met again with every run that goes.
      for (let after = 0; ; ) {
        const runs = await oldRuns(db, before, after);
        for (const { id } of runs) {
          // One run a transaction, so that writers wait for one at most, and whatever else this process does goes on.
          await turn();
          const gone = await write('plans', async (tx) => {
            if (await isNeeded(tx, id, undoable)) return false;
            await forget(tx, id);
            return true;
          });
          if (gone) forgotten += 1;
        }
        const last = runs.at(-1);
        if (last === undefined) return forgotten;
        after = last.seq;
      }
    },
  };
}

function oldRuns(db: Db, before: number, after: number) {
  return db
    .selectFrom('runs')
    .select(['seq', 'id'])
    .where('seq', '>', after)
    .where(({ eb, fn }) => eb(fn.coalesce('ended_at', 'started_at'), '<', before))
    .orderBy('seq')
    .limit(runsAtOnce)
    .execute();
}

/** It has a plan without an end, or something that can still be undone. */
async function isNeeded(tx: Db, run: string, undoable: boolean): Promise<boolean> {
  const open = await tx
    .selectFrom('plans')
    .select('id')
    .where('run', '=', run)
    .where('status', '=', 'planned')
    .limit(1)
    .execute();
  if (open.length > 0) return true;
  if (undoable) return false;
  const inForce = await tx
    .selectFrom('receipts')
    .select('id')
    .where('run', '=', run)
    .where('undone_by', 'is', null)
    .limit(1)
    .execute();
  return inForce.length > 0;
}

async function forget(tx: Db, run: string): Promise<void> {
  const written = await tx
    .selectFrom('receipts')
    .select('whole')
    .distinct()
    .where('run', '=', run)
    .where('whole', 'is not', null)
    .execute();
  await tx.deleteFrom('decisions').where('run', '=', run).where('latest', '=', 0).execute();
  for (const table of ['plans', 'receipts', 'finished'] as const)
    await tx.deleteFrom(table).where('run', '=', run).execute();
  await tx.deleteFrom('runs').where('id', '=', run).execute();
  await refreshStanding(
    tx,
    written.flatMap(({ whole }) => whole ?? []),
  );
  await touch(tx);
}
