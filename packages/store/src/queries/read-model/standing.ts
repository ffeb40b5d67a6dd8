import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { chunks } from '../rows.ts';
import { touch } from './revision.ts';

const albumsAtOnce = 200;

/** What people are asked or said about a subject changed. */
export async function listed(tx: Kysely<AccountSchema>, subject: string): Promise<void> {
  await refreshStanding(tx, [subject]);
  await touch(tx);
}

/**
 * What was decided about albums, asked of people, locked or written changed: lists show them as they stand now.
 * A part (`album#…`) counts for its whole.
 */
export async function refreshStanding(
  tx: Kysely<AccountSchema>,
  subjects: readonly string[],
): Promise<void> {
  const ids = [...new Set(subjects.map(wholeSubject))];
  for (const some of chunks(ids, albumsAtOnce))
    await sql`
      with facts as materialized (${facts(some)})
      update albums set band = now.band, confidence = now.confidence, pending = now.pending,
        locked = now.locked, changed_at = now.changed_at, state = now.state
      from (select facts.*, ${state} as state from facts) as now
      where albums.id = now.id`.execute(tx);
}

/** The subject that a part (`album#…`) belongs to. */
export function wholeSubject(subject: string): string {
  return subject.split('#', 1)[0] ?? subject;
}

/** The first of these that holds says how an album stands. */
const state = sql.raw(`case
  when faulty = 1 or failed > 0 then 'failed'
  when manual > 0 then 'manual'
  when pending > 0 then 'review'
  when undecided > 0 then 'undecided'
  when proposed > 0 then 'proposed'
  when in_force > 0 then 'changed'
  when refused > 0 then 'settled'
  when matched > 0 then 'confirmed'
  else 'unknown' end`);

/** What now holds: a decision of a newer run about the same field takes the place of an older one, whatever it says. */
export const holds = sql.raw(`d.latest = 1 and not exists (select 1 from decisions n
  where n.subject = d.subject and n.field = d.field and n.latest = 1 and n.seq > d.seq and n.run <> d.run)`);
const decisions = sql`from decisions d where d.whole = a.id and ${holds}`;
const pending = sql.raw(`from reviews r where r.whole = a.id and r.status = 'pending'`);
const receipts = sql.raw(`from receipts w where w.whole = a.id`);
const isRefused = sql.raw(`(
  exists (select 1 from reviews v where v.decision = d.id and v.status in ('rejected', 'locked'))
  or exists (select 1 from locks k where k.subject = a.id and k.field = d.field))`);
/** It is to be written by a yes, or nothing was written since it was decided. */
const isWaiting = sql.raw(`(
  exists (select 1 from reviews v where v.decision = d.id and v.status in ('accepted', 'edited'))
  or d.at > coalesce((select max(w.at) from receipts w where w.whole = a.id), a.changed_at, 0))`);

const facts = (ids: readonly string[]) => sql`
  select a.id, a.faulty,
    (select d.band ${decisions} order by d.confidence, d.seq limit 1) as band,
    (select min(d.confidence) ${decisions}) as confidence,
    (select count(*) ${decisions} and d.belief = 0 and d.decision like '%"silent":["%') as undecided,
    (select count(*) ${decisions} and d.band <> 'unchanged' and not ${isRefused} and ${isWaiting}) as proposed,
    (select count(*) ${decisions} and ${isRefused}) as refused,
    (select count(*) ${decisions} and d.decision like '%"matches":[{%') as matched,
    (select count(*) ${pending}) as pending,
    (select count(*) ${pending} and r.band = 'manual') as manual,
    (select count(*) from locks l where l.subject = a.id) as locked,
    coalesce((select max(w.at) ${receipts}), a.changed_at) as changed_at,
    (select count(*) ${receipts} and w.undoes is null and w.undone_by is null) as in_force,
    (select count(*) from plans p where p.whole = a.id and p.status = 'failed' and not exists (
      select 1 from plans n where n.target = p.target and n.seq > p.seq and n.status = 'applied'
    )) as failed
  from albums a where a.id in (${sql.join(ids)})`;
