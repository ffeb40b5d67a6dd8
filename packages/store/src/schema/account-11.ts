import { refreshSilent } from '../queries/read-model/silent.ts';
import { refreshStanding } from '../queries/read-model/standing.ts';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

const decisionsAtOnce = 5000;

/** Albums are found by the sources that could not be asked. What a check found comes with the next check. */
export const silentSources: Migration<AccountSchema> = async (db, _kinds, progress) => {
  for (let after = 0, done = 0; ; ) {
    const rows = await db
      .selectFrom('decisions')
      .select(['seq', 'whole'])
      .where('seq', '>', after)
      .where('latest', '=', 1)
      .where('decision', 'like', '%"silent":["%')
      .orderBy('seq')
      .limit(decisionsAtOnce)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    const albums = new Set(rows.map(({ whole }) => whole));
    await refreshStanding(db, [...albums]);
    await refreshSilent(db, [...albums]);
    after = last.seq;
    done += albums.size;
    progress(done, done);
  }
};
