import type { JobEnding } from '@earmark/core';
import type { Kysely } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { insert } from './add.ts';
import { type EndingRow, endingRow, followUps, type JobRow } from './rows.ts';

/** Ends attempts and adds what comes after them, inside one transaction. */
export async function settle(
  tx: Kysely<AccountSchema>,
  worker: string,
  endings: readonly JobEnding[],
  now: number,
): Promise<readonly string[]> {
  const settled = new Set<string>();
  for (const ending of endings.map(endingRow)) {
    const row = await tx
      .selectFrom('jobs')
      .select(['seq', 'attempts', 'max_attempts', 'not_before'])
      .where('id', '=', ending.id)
      .where('status', '=', 'active')
      .where('worker', '=', worker)
      .executeTakeFirst();
    if (!row) continue;
    await tx
      .updateTable('jobs')
      .set(changeOf(ending, row, now))
      .where('seq', '=', row.seq)
      .execute();
    settled.add(ending.id);
  }
  const next = followUps(endings, now).filter(({ after }) => settled.has(after));
  await insert(tx, next);
  return [...settled];
}

function changeOf(
  { refund, not_before, fault, result, status }: EndingRow,
  row: Pick<JobRow, 'attempts' | 'max_attempts' | 'not_before'>,
  now: number,
) {
  const spent = status === 'waiting' && refund === 0 && row.attempts >= row.max_attempts;
  const left = spent ? 'failed' : status;
  const waits = left === 'waiting';
  return {
    status: left,
    lease_until: null,
    worker: null,
    attempts: row.attempts - refund,
    not_before: (waits ? not_before : null) ?? row.not_before,
    parked: waits ? 1 : 0,
    finished_at: waits ? null : now,
    fault,
    result,
  };
}
