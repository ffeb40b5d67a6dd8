import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { type NewJobRow, newJobColumns } from './rows.ts';

export const newJobNames = Object.keys(newJobColumns);
export const jobsAtOnce = 1000;

/** Adds what is not there under its key; SQLite reads the rows from JSON faster than from parameters. */
export async function insert(
  tx: Kysely<AccountSchema>,
  rows: readonly NewJobRow[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const columns = sql.join(newJobNames.map((name) => sql.ref(name)));
  const values = sql.join(newJobNames.map((name) => sql`value ->> ${sql.lit(name)}`));
  const inserted = await sql<{ id: string }>`
    insert into jobs (${columns}) select ${values} from json_each(${JSON.stringify(rows)}) where true
    on conflict do nothing returning id`.execute(tx);
  return inserted.rows.map(({ id }) => id);
}

/** The id of each row's job: its own, or that of the open job with its key. Undefined where that one has just ended. */
export async function idsOf(
  db: Kysely<AccountSchema>,
  rows: readonly NewJobRow[],
  inserted: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const own = new Set(inserted);
  const others = rows.filter(({ id, key }) => key !== null && !own.has(id));
  const known = new Map<string, string>();
  for (const topic of new Set(others.map((row) => row.topic))) {
    const keys = others.flatMap((row) => (row.topic === topic && row.key !== null ? row.key : []));
    const open = await db
      .selectFrom('jobs')
      .select(['id', 'key'])
      .where('topic', '=', topic)
      .where('key', 'in', keys)
      .where(sql<boolean>`status in ('waiting', 'active')`)
      .execute();
    for (const { id, key } of open) known.set(`${topic} ${key}`, id);
  }
  return rows.map(({ id, topic, key }) =>
    key === null || own.has(id) ? id : known.get(`${topic} ${key}`),
  );
}
