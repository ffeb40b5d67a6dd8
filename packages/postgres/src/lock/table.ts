import type { LockInfo } from '@earmark/core';
import { sql } from 'kysely';
import type { LockTable, Registry } from '../store/registry.ts';

export interface ClaimRequest {
  readonly key: string;
  readonly nonce: string;
  readonly session: number;
  readonly host: string;
  readonly account: string | undefined;
}

const milliseconds = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * Whether a session lives is asked of the server: it has an advisory lock of the session's number for as long as
 * the connection stands. The number is not given out again, and nobody but its session takes it.
 */
const isAlive = sql<boolean>`exists (
  select from pg_locks
  where locktype = 'advisory' and granted and mode = 'ExclusiveLock' and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and (classid::bigint << 32) | objid::bigint = session
)`;

/**
 * The token where the key was free, its holder's session is dead, or this very acquisition has it already;
 * undefined where somebody holds it. The row is locked meanwhile, so that of several exactly one gets it.
 */
export async function claim({ db }: Registry, request: ClaimRequest): Promise<number | undefined> {
  const { key, nonce, session, host, account = null } = request;
  const { rows } = await sql<{ token: number }>`
    insert into locks as held (key, token, nonce, session, host, pid, account, since)
    values (${key}, 1, ${nonce}, ${session}, ${host}, ${process.pid}, ${account}, ${milliseconds})
    on conflict (key) do update set
      token = held.token + case when held.nonce = excluded.nonce then 0 else 1 end,
      nonce = excluded.nonce, session = excluded.session, host = excluded.host,
      pid = excluded.pid, account = excluded.account, since = excluded.since
    where held.session is null
      or (held.nonce = excluded.nonce and held.session = excluded.session)
      or pg_try_advisory_xact_lock_shared(held.session)
    returning token`.execute(db);
  return rows[0]?.token;
}

export async function isHeld(
  { db }: Registry,
  key: string,
  nonce: string,
  session: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('locks')
    .select('token')
    .where('key', '=', key)
    .where('nonce', '=', nonce)
    .where('session', '=', session)
    .executeTakeFirst();
  return row !== undefined;
}

/** The row stays: its token must outlive the lock. */
export async function free({ db }: Registry, key: string, nonce: string): Promise<void> {
  await db
    .updateTable('locks')
    .set({ session: null })
    .where('key', '=', key)
    .where('nonce', '=', nonce)
    .execute();
}

export async function infoOf({ db }: Registry, key: string): Promise<LockInfo | undefined> {
  const row = await held(db).where('key', '=', key).executeTakeFirst();
  return row && toInfo(row);
}

export async function infosUnder({ db }: Registry, under: string): Promise<readonly LockInfo[]> {
  const rows = await held(db)
    .where(sql<boolean>`starts_with(key, ${under})`)
    .orderBy('key')
    .execute();
  return rows.map(toInfo);
}

function held(db: Registry['db']) {
  return db
    .selectFrom('locks')
    .selectAll()
    .select(isAlive.as('alive'))
    .where('session', 'is not', null);
}

function toInfo(row: LockTable & { readonly alive: boolean }): LockInfo {
  const { key, host, pid, account, token, since, alive } = row;
  return {
    key,
    holder: { host, pid, ...(account === null ? {} : { account }) },
    token,
    since,
    state: alive ? 'held' : 'dead',
  };
}
