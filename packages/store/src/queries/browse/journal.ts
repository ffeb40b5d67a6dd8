import {
  type Browse,
  type BrowsePaging,
  type DecisionRecord,
  type ReceiptRow,
  type Review,
  type ReviewQuery,
  type RunRecord,
  reviewOrder,
  timeOrder,
} from '@earmark/core';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type {
  AccountSchema,
  DecisionTable,
  ReceiptTable,
  ReviewTable,
  RunTable,
} from '../../schema/account.ts';
import { recordOf } from '../decisions.ts';
import { receiptOf } from '../receipts.ts';
import { likeText, reviewOf } from '../reviews.ts';
import { runOf } from '../runs.ts';
import { wordFilters } from './album-filters.ts';
import type { Ask } from './kept.ts';
import { type List, listPage } from './page.ts';

type Sql = RawBuilder<unknown>;
type Lists = Pick<Browse, 'decisions' | 'reviews' | 'receipts' | 'runs'>;
const reviewColumns = {
  confidence: ['confidence'],
  queued: ['queued_at'],
  title: ['folded'],
} as const satisfies Record<NonNullable<ReviewQuery['sort']>, readonly string[]>;

export function createJournalLists(db: Kysely<AccountSchema>, ask: Ask): Lists {
  async function list<Row extends object, Item>(
    table: 'decisions' | 'reviews' | 'receipts' | 'runs',
    where: readonly Sql[],
    rest: Omit<List<Row, Item>, 'found'>,
    paging: BrowsePaging,
  ) {
    return listPage(db, ask, { found: { table, hit: sql``, where }, ...rest }, paging);
  }

  return {
    decisions(query = {}) {
      const { run, confidence, since } = query;
      const where = [
        ...equal('decisions', {
          run,
          subject: query.subject,
          field: query.field,
          band: query.band,
        }),
        ...(run === undefined ? [sql`latest = 1`] : []),
        ...(since === undefined ? [] : [sql`at >= ${since}`]),
        ...(confidence === undefined
          ? []
          : [sql`confidence >= ${confidence[0]}`, sql`confidence <= ${confidence[1]}`]),
        ...wordFilters(query.text).map(({ ids }) => sql`decisions.whole in (${ids})`),
      ];
      const order = timeOrder('decisions', query);
      const rest = { order, columns: ['at'], id: 'id', key: 'seq', item: recordOf };
      return list<Selectable<DecisionTable>, DecisionRecord>('decisions', where, rest, query);
    },
    reviews(query = {}) {
      const { status, field, band, subject, minConfidence, maxConfidence, text } = query;
      const where = [
        ...equal('reviews', { status, field, band, subject }),
        ...(minConfidence === undefined ? [] : [sql`confidence >= ${minConfidence}`]),
        ...(maxConfidence === undefined ? [] : [sql`confidence <= ${maxConfidence}`]),
        ...(text === undefined ? [] : [likeText(text)]),
      ];
      const columns = reviewColumns[query.sort ?? 'confidence'];
      const rest = { order: reviewOrder(query), columns, id: 'decision', item: reviewOf };
      return list<Selectable<ReviewTable>, Review>('reviews', where, rest, query);
    },
    async receipts(query = {}) {
      const { run, target, sink, subject, undone, since } = query;
      const where = [
        ...equal('receipts', { run, target, sink, whole: subject }),
        ...(since === undefined ? [] : [sql`at >= ${since}`]),
        ...(undone === undefined
          ? []
          : [undone ? sql`undone_by is not null` : sql`undone_by is null`]),
      ];
      const order = timeOrder('receipts', query);
      const rest = {
        order,
        columns: ['at'],
        id: 'id',
        item: (row: Selectable<ReceiptTable>) => row,
      };
      const page = await list('receipts', where, rest, query);
      const titles = await titlesOf(
        page.items.map(receiptOf).map(({ decisions }) => decisions[0] ?? ''),
      );
      return { ...page, items: page.items.map((row) => receiptRow(row, titles)) };
    },
    runs(query = {}) {
      const { recipe, pipeline, outcome, since, jobs = false } = query;
      const where = [
        ...equal('runs', { recipe, pipeline, outcome: outcome === 'open' ? undefined : outcome }),
        ...(outcome === 'open' ? [sql`outcome is null`] : []),
        ...(jobs ? [] : [sql`job is null`]),
        ...(since === undefined ? [] : [sql`started_at >= ${since}`]),
      ];
      const order = timeOrder('runs', query);
      const rest = { order, columns: ['started_at'], id: 'id', item: runOf };
      return list<Selectable<RunTable>, RunRecord>('runs', where, rest, query);
    },
  };

  async function titlesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom('decisions')
      .select(['id', 'title'])
      .where('id', 'in', ids)
      .where('latest', '=', 1)
      .execute();
    return new Map(rows.map(({ id, title }) => [id, title]));
  }
}

function equal(
  table: string,
  wanted: Readonly<Record<string, string | undefined>>,
): readonly Sql[] {
  return Object.entries(wanted).flatMap(([column, value]) =>
    value === undefined ? [] : [sql`${sql.ref(`${table}.${column}`)} = ${value}`],
  );
}

function receiptRow(
  row: Selectable<ReceiptTable>,
  titles: ReadonlyMap<string, string>,
): ReceiptRow {
  const record = receiptOf(row);
  const title = titles.get(record.decisions[0] ?? '');
  return {
    ...record,
    at: record.receipt.at,
    diff: record.receipt.applied,
    ...(row.whole !== null && { subject: row.whole }),
    ...(title !== undefined && { title }),
  };
}
