import type { ClaimOptions, LapsedJob } from '@earmark/core';
import {
  type EndingRow,
  type JobRow,
  type NewJobRow,
  newJobColumns,
  newJobNames,
} from '@earmark/store/kysely';
import { type RawBuilder, sql } from 'kysely';

/** So many at most come back from the dead, or to their time, in one claim. */
const atOnce = 1000;

const columns = sql.join(newJobNames.map((name) => sql.ref(name)));
const typed = Object.entries(newJobColumns).map(([name, type]) => `${name} ${type}`);
const newRows = (rows: readonly NewJobRow[], more: readonly string[] = []) =>
  sql`json_to_recordset(${JSON.stringify(rows)}) as row(${sql.raw([...typed, ...more].join(', '))})`;

/** Adds what is not there under its key, or by an earlier try. */
export const insertJobs = (rows: readonly NewJobRow[]): RawBuilder<{ id: string }> => sql`
  insert into jobs (${columns}) select ${columns} from ${newRows(rows)}
  on conflict do nothing returning id`;

/** Jobs whose lease has ended wait again, or fail where no attempt is left. */
export const releaseLapsed = (now: number): RawBuilder<LapsedJob> => sql`
  with lapsed as materialized (
    select seq, worker, attempts < max_attempts as again from jobs
    where status = 'active' and lease_until <= ${now}
    order by lease_until limit ${sql.lit(atOnce)} for update skip locked
  )
  update jobs set
    status = case when again then 'waiting' else 'failed' end,
    parked = 0,
    finished_at = case when again then null else ${now}::bigint end,
    fault = case when again then fault else json_build_object(
      'code', 'internal',
      'message', format('the %s job was given up: its worker %s fell silent at attempt %s, the last one allowed', topic, lapsed.worker, attempts)
    )::text end,
    lease_until = null,
    worker = null
  from lapsed where jobs.seq = lapsed.seq
  returning jobs.id, lapsed.worker`;

export const unparkDue = (lanes: readonly string[], now: number): RawBuilder<unknown> => sql`
  update jobs set parked = 0 where seq = any(array(
    select due.seq from unnest(${lanes}::text[]) as ours(lane) cross join lateral (
      select seq from jobs
      where status = 'waiting' and parked = 1 and jobs.lane = ours.lane collate "C" and not_before <= ${now}
      order by not_before limit ${sql.lit(atOnce)} for update skip locked
    ) as due
  ))`;

/** Each lane gives its first, by its index; of these the first are taken. Who claims waits for nobody. */
export const takeFirst = (
  lanes: readonly string[],
  { worker, leaseMs, now, limit = 1 }: ClaimOptions,
): RawBuilder<JobRow> => sql`
  update jobs set
    status = 'active', attempts = attempts + 1, lease_until = ${now + leaseMs},
    started_at = ${now}, worker = ${worker}, progress = null
  where seq = any(array(
    select first.seq from unnest(${lanes}::text[]) as ours(lane) cross join lateral (
      select seq, priority from jobs
      where status = 'waiting' and parked = 0 and jobs.lane = ours.lane collate "C"
      order by priority desc, seq limit ${limit} for update skip locked
    ) as first
    order by first.priority desc, first.seq limit ${limit}
  ))
  returning *`;

const endingColumns =
  'id text, status text, refund integer, not_before bigint, fault text, result text';

/** One statement, so that no job is ended without those that come after it, nor they added without its end. */
export const settleJobs = (
  worker: string,
  endings: readonly EndingRow[],
  next: readonly (NewJobRow & { readonly after: string })[],
  now: number,
): RawBuilder<{ id: string }> => {
  const ended = sql`
    update jobs set
      status = case when ending.spent then 'failed' else ending.status end,
      attempts = jobs.attempts - ending.refund,
      not_before = case when ending.waits then coalesce(ending.not_before, jobs.not_before) else jobs.not_before end,
      parked = case when ending.waits then 1 else 0 end,
      finished_at = case when ending.waits then null else ${now}::bigint end,
      fault = ending.fault, result = ending.result, lease_until = null, worker = null
    from (
      select told.*, held.seq,
        told.status = 'waiting' and told.refund = 0 and held.attempts >= held.max_attempts as spent,
        told.status = 'waiting' and not (told.refund = 0 and held.attempts >= held.max_attempts) as waits
      from json_to_recordset(${JSON.stringify(endings)}) as told(${sql.raw(endingColumns)})
      join jobs as held on held.id = told.id collate "C"
      where held.status = 'active' and held.worker = ${worker}
      for update of held
    ) as ending
    where jobs.seq = ending.seq
    returning jobs.id`;
  if (next.length === 0) return sql`${ended}`;
  return sql`
    with ended as (${ended}), added as (
      insert into jobs (${columns}) select ${columns} from ${newRows(next, ['after text'])}
      where row.after in (select id from ended)
      on conflict do nothing
    )
    select id from ended`;
};

export const renewLeases = (
  worker: string,
  leases: readonly { readonly id: string; readonly progress?: number }[],
  until: number,
): RawBuilder<{ id: string }> => sql`
  update jobs set lease_until = ${until}, progress = coalesce(lease.progress, jobs.progress)
  from json_to_recordset(${JSON.stringify(leases)}) as lease(id text, progress double precision)
  where jobs.id = lease.id collate "C" and status = 'active' and worker = ${worker}
  returning jobs.id`;
