import {
  answerReview,
  hasAnswer,
  isToBeWritten,
  type Review,
  type ReviewFilter,
  type ReviewStatus,
  type Reviews,
} from '@earmark/core';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { AccountSchema, ReviewTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { listed } from './read-model/standing.ts';
import { paged, parsed, parsedOr, present, textOr } from './rows.ts';
import { createSayings } from './sayings.ts';

export function createReviews(database: Database<AccountSchema>): Reviews {
  const { db, write } = database;

  return {
    ...createSayings(database),
    async queue(review) {
      await write('reviews', async (tx) => {
        const known = await find(tx, review.decision);
        if (known && hasAnswer(known)) return;
        await supersede(tx, review.subject, [review.field], ['pending']);
        await save(tx, review);
        await listed(tx, review.subject);
      });
    },
    async supersede(subject, fields) {
      // Mostly nothing was asked: then nothing is to be written.
      if (!(await isPending(db, subject, fields))) return;
      await write('reviews', async (tx) => {
        await supersede(tx, subject, fields, ['pending']);
        await listed(tx, subject);
      });
    },
    get: (decision) => find(db, decision),
    async list(filter = {}) {
      const query = matching(db, filter)
        .selectAll()
        .orderBy('confidence', 'desc')
        .orderBy('queued_at')
        .orderBy('decision');
      return (await paged(query, filter).execute()).map(reviewOf);
    },
    async count(filter = {}) {
      const row = await matching(db, filter)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return Number(row.total);
    },
    answer: (decision, verdict) =>
      write(
        'reviews',
        async (tx) => {
          const answered = answerReview(decision, await find(tx, decision), verdict);
          if (isToBeWritten(answered))
            await supersede(tx, answered.subject, [answered.field], ['accepted', 'edited']);
          await save(tx, answered);
          await listed(tx, answered.subject);
          return answered;
        },
        { durable: true },
      ),
    async markApplied(decision) {
      await write('reviews', async (tx) => {
        const applied = await tx
          .updateTable('reviews')
          .set({ status: 'applied' })
          .where('decision', '=', decision)
          .where('status', 'not in', ['rejected', 'superseded'])
          .returning('subject')
          .executeTakeFirst();
        if (applied) await listed(tx, applied.subject);
      });
    },
  };
}

type Db = Database<AccountSchema>['db'];

async function find(db: Db, decision: string): Promise<Review | undefined> {
  const row = await db
    .selectFrom('reviews')
    .selectAll()
    .where('decision', '=', decision)
    .executeTakeFirst();
  return row && reviewOf(row);
}

async function save(db: Db, review: Review): Promise<void> {
  const { decision, ...row } = rowOf(review);
  await db
    .insertInto('reviews')
    .values({ decision, ...row })
    .onConflict((conflict) => conflict.column('decision').doUpdateSet(row))
    .execute();
}

async function isPending(db: Db, subject: string, fields: readonly string[]): Promise<boolean> {
  if (fields.length === 0) return false;
  const row = await db
    .selectFrom('reviews')
    .select('decision')
    .where('subject', '=', subject)
    .where('field', 'in', fields)
    .where('status', '=', 'pending')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function supersede(
  db: Db,
  subject: string,
  fields: readonly string[],
  statuses: readonly ReviewStatus[],
): Promise<void> {
  if (fields.length === 0) return;
  await db
    .updateTable('reviews')
    .set({ status: 'superseded' })
    .where('subject', '=', subject)
    .where('field', 'in', fields)
    .where('status', 'in', statuses)
    .execute();
}

function matching(db: Db, filter: ReviewFilter) {
  let query = db.selectFrom('reviews');
  for (const column of ['status', 'field', 'band', 'subject'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (filter.minConfidence !== undefined)
    query = query.where('confidence', '>=', filter.minConfidence);
  if (filter.maxConfidence !== undefined)
    query = query.where('confidence', '<=', filter.maxConfidence);
  if (filter.text !== undefined) query = query.where(likeText(filter.text));
  return query;
}

/** The title has this text in it, in any case. */
export function likeText(text: string) {
  const part = folded(text).replaceAll(/[!%_]/g, '!$&');
  return sql<boolean>`folded like ${`%${part}%`} escape '!'`;
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function rowOf(review: Review): Insertable<ReviewTable> {
  const { decision, subject, title, field, confidence, band, status } = review;
  return {
    decision,
    subject,
    title,
    folded: folded(title),
    field,
    value_before: JSON.stringify(review.before),
    value_after: JSON.stringify(review.after),
    confidence,
    band,
    queued_at: review.queuedAt,
    status,
    answered_by: review.by ?? null,
    answered_at: review.at ?? null,
    reason: review.reason ?? null,
    edited: textOr(review.edited),
  };
}

export function reviewOf(row: Selectable<ReviewTable>): Review {
  const { decision, subject, title, field, confidence } = row;
  return {
    decision,
    subject,
    title,
    field,
    before: parsed(row.value_before),
    after: parsed(row.value_after),
    confidence,
    band: row.band as Review['band'],
    queuedAt: row.queued_at,
    status: row.status as Review['status'],
    ...present({
      by: row.answered_by,
      at: row.answered_at,
      reason: row.reason,
      edited: parsedOr<readonly string[]>(row.edited),
    }),
  };
}
