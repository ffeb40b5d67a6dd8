import {
  type Fault,
  type Job,
  type JobEnding,
  type JobRequest,
  type JobStatus,
  type Json,
  laneOf,
  newId,
} from '@earmark/core';
import type { Selectable } from 'kysely';
import type { JobTable } from '../../schema/account.ts';
import { parsed, parsedOr, present, textOr } from '../rows.ts';

const defaultAttempts = 3;

export type JobRow = Selectable<JobTable>;

/** Columns of a new job, with their types in PostgreSQL. */
export const newJobColumns = {
  id: 'text',
  topic: 'text',
  payload: 'text',
  priority: 'double precision',
  key: 'text',
  status: 'text',
  attempts: 'integer',
  max_attempts: 'integer',
  not_before: 'bigint',
  needs: 'text',
  lane: 'text',
  parked: 'bigint',
  created_at: 'bigint',
} as const;
export type NewJobRow = Pick<JobRow, keyof typeof newJobColumns>;

export function newRow(request: JobRequest, now: number): NewJobRow {
  const { topic, payload, priority = 0, key = null, needs = [], notBefore = 0 } = request;
  return {
    id: newId(now),
    topic,
    payload: JSON.stringify(payload),
    priority,
    key,
    status: 'waiting',
    attempts: 0,
    max_attempts: request.maxAttempts ?? defaultAttempts,
    not_before: notBefore,
    needs: needs.length === 0 ? null : JSON.stringify(needs),
    lane: laneOf(topic, needs),
    parked: notBefore > 0 ? 1 : 0,
    created_at: now,
  };
}

/** What an ending makes of a job's row, where attempts are left; without them a failed one is failed for good. */
export interface EndingRow {
  readonly id: string;
  readonly status: 'done' | 'failed' | 'waiting';
  /** What is taken from its attempts. */
  readonly refund: number;
  readonly not_before: number | null;
  readonly fault: string | null;
  readonly result: string | null;
}
export function endingRow(ending: JobEnding): EndingRow {
  const bare = { id: ending.id, refund: 0, not_before: null, fault: null, result: null };
  switch (ending.status) {
    case 'done':
      return { ...bare, status: 'done', result: textOr(ending.result) };
    case 'postponed':
      return {
        ...bare,
        status: 'waiting',
        refund: 1,
        not_before: ending.until,
        fault: textOr(ending.fault),
      };
    case 'failed': {
      const { retryAt, fault } = ending;
      const again = retryAt !== undefined;
      const status = again ? 'waiting' : 'failed';
      return { ...bare, status, not_before: again ? retryAt : null, fault: textOr(fault) };
    }
  }
}

/** The jobs that come after those that are done, with the id of the one that each comes after. */
export function followUps(
  endings: readonly JobEnding[],
  now: number,
): readonly (NewJobRow & { readonly after: string })[] {
  return endings.flatMap((ending) =>
    ending.status === 'done'
      ? (ending.next ?? []).map((next) => ({ ...newRow(next, now), after: ending.id }))
      : [],
  );
}

export function jobOf(row: JobRow): Job {
  const { id, topic, priority, attempts, key, worker, progress } = row;
  return {
    id,
    topic,
    payload: parsed(row.payload),
    priority,
    status: row.status as JobStatus,
    attempts,
    maxAttempts: row.max_attempts,
    notBefore: row.not_before,
    createdAt: row.created_at,
    ...present({
      key,
      leaseUntil: row.lease_until,
      worker,
      needs: parsedOr<readonly string[]>(row.needs),
      fault: parsedOr<Fault>(row.fault),
      progress,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
    }),
    ...(row.result !== null && { result: parsed<Json>(row.result) }),
  };
}
