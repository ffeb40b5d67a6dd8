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
 * The tokens where the keys were free, their holder's session is dead, or this very acquisition has them already;
 * undefined where somebody holds one. Its row is locked meanwhile, so that of several exactly one gets it. Rows are
 * locked in the order of their keys here and below, so that two never wait for one another.
 */
export async function claim(
  { db }: Registry,
  requests: readonly ClaimRequest[],
): Promise<readonly (number | undefined)[]> {
  // A statement may not meet a row twice: of two who want the same key the first is asked for, the other refused.
  const first = new Map(requests.toReversed().map((request) => [request.key, request]));
  const rows = [...first.values()].sort(byKey).map(({ key, nonce, session, host, account }) => {
    const who = sql`${host}, cast(${process.pid} as integer), ${account ?? null}`;
    return sql`(${key}, 1, ${nonce}, cast(${session} as bigint), ${who}, ${milliseconds})`;
  });
  const { rows: claimed } = await sql<{ nonce: string; token: number }>`
    insert into locks as held (key, token, nonce, session, host, pid, account, since)
    values ${sql.join(rows)}
    on conflict (key) do update set
      token = held.token + case when held.nonce = excluded.nonce then 0 else 1 end,
      nonce = excluded.nonce, session = excluded.session, host = excluded.host,
      pid = excluded.pid, account = excluded.account, since = excluded.since
    where held.session is null
      or (held.nonce = excluded.nonce and held.session = excluded.session)
      or pg_try_advisory_xact_lock_shared(held.session)
    returning nonce, token`.execute(db);
  const tokens = new Map(claimed.map(({ nonce, token }) => [nonce, token]));
  return requests.map(({ nonce }) => tokens.get(nonce));
}

const byKey = (one: ClaimRequest, other: ClaimRequest) => (one.key < other.key ? -1 : 1);

/** A lock as its acquisition knows it. */
export interface Acquired {
  readonly key: string;
  readonly nonce: string;
}

/** Which of them are still held by these sessions. */
export async function areHeld(
  { db }: Registry,
  locks: readonly (Acquired & { readonly session: number })[],
): Promise<readonly boolean[]> {
  const rows = await db
    .selectFrom('locks')
    .select(['nonce', 'session'])
    .where(
      'key',
      'in',
      locks.map(({ key }) => key),
    )
    .execute();
  const held = new Map(rows.map(({ nonce, session }) => [nonce, session]));
  return locks.map(({ nonce, session }) => held.get(nonce) === session);
}

/** The rows stay: their tokens must outlive the locks. */
export async function free({ db }: Registry, locks: readonly Acquired[]): Promise<void> {
  const ours = sql.join(locks.map(({ key, nonce }) => sql`(${key}, ${nonce})`));
  await sql`
    with ours as materialized (
      select key from locks where (key, nonce) in (${ours}) order by key for update
    )
    update locks set session = null from ours where locks.key = ours.key`.execute(db);
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
