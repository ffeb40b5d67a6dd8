import { type ClaimedJobs, type ClaimOptions, type LapsedJob, silentFault } from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import type { Database } from '../database.ts';
import { survey } from './lanes.ts';
import { type JobRow, jobOf } from './rows.ts';

/** So many at most come back from the dead, or to their time, in one claim. */
const atOnce = 1000;

/** Claims where one writer at a time is the rule. */
export async function claim(
  { db, write }: Database<AccountSchema>,
  options: ClaimOptions,
): Promise<ClaimedJobs> {
  const seen = await survey(db, options);
  if (!seen.lapsed && seen.due.length + seen.ready.length === 0) return without(seen.nextAt);
  return write('jobs', async (tx) => {
    const lapsed = seen.lapsed ? await release(tx, options.now) : [];
    await unpark(tx, seen.due, options.now);
    const { ready, nextAt } = await survey(tx, options);
    const taken = await take(tx, ready, options);
    return {
      ...without(nextAt),
      jobs: taken.map(jobOf),
      ...(lapsed.length > 0 && { lapsed }),
    };
  });
}

const without = (nextAt: number | undefined): ClaimedJobs => ({
  jobs: [],
  ...(nextAt !== undefined && { nextAt }),
});

/** Jobs whose lease has ended wait again, or fail where no attempt is left. */
async function release(tx: Kysely<AccountSchema>, now: number): Promise<readonly LapsedJob[]> {
  const left = await tx
    .selectFrom('jobs')
    .select(['seq', 'id', 'topic', 'worker', 'attempts', 'max_attempts'])
    .where('status', '=', 'active')
    .where('lease_until', '<=', now)
    .orderBy('lease_until')
    .limit(atOnce)
    .execute();
  for (const { seq, id: _, ...job } of left)
    await tx
      .updateTable('jobs')
      .set({
        lease_until: null,
        worker: null,
        ...(job.attempts < job.max_attempts
          ? { status: 'waiting', parked: 0 }
          : { status: 'failed', finished_at: now, fault: JSON.stringify(silentFault(job)) }),
      })
      .where('seq', '=', seq)
      .execute();
  return left.map(({ id, worker }) => ({ id, worker: worker ?? '' }));
}

async function unpark(
  tx: Kysely<AccountSchema>,
  lanes: readonly string[],
  now: number,
): Promise<void> {
  for (const lane of lanes)
    await tx
      .updateTable('jobs')
      .set({ parked: 0 })
      .where('seq', 'in', (jobs) =>
        jobs
          .selectFrom('jobs')
          .select('seq')
          .where(waiting)
          .where('parked', '=', 1)
          .where('lane', '=', lane)
          .where('not_before', '<=', now)
          .orderBy('not_before')
          .limit(atOnce),
      )
      .execute();
}

async function take(
  tx: Kysely<AccountSchema>,
  lanes: readonly string[],
  { worker, leaseMs, now, limit = 1 }: ClaimOptions,
): Promise<readonly JobRow[]> {
  const found: { seq: number; priority: number }[] = [];
  for (const lane of lanes)
    found.push(
      ...(await tx
        .selectFrom('jobs')
        .select(['seq', 'priority'])
        .where(waiting)
        .where('parked', '=', 0)
        .where('lane', '=', lane)
        .orderBy('priority', 'desc')
        .orderBy('seq')
        .limit(limit)
        .execute()),
    );
  const wanted = found.sort(inOrder).slice(0, limit);
  if (wanted.length === 0) return [];
  const rows = await tx
    .updateTable('jobs')
    .set((set) => ({
      status: 'active',
      attempts: set('attempts', '+', 1),
      lease_until: now + leaseMs,
      started_at: now,
      worker,
      progress: null,
    }))
    .where(
      'seq',
      'in',
      wanted.map(({ seq }) => seq),
    )
    .returningAll()
    .execute();
  return rows.sort(inOrder);
}

/** As the indexes have it: a parameter would not tell SQLite which of them to use. */
const waiting = sql<boolean>`status = 'waiting'`;

/** The larger priority first, then the older job. */
export const inOrder = (
  left: Pick<JobRow, 'seq' | 'priority'>,
  right: Pick<JobRow, 'seq' | 'priority'>,
): number => right.priority - left.priority || left.seq - right.seq;
