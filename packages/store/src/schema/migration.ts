import { EarmarkError } from '@earmark/core';
import { type ColumnDataType, type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { VersionTable } from './account.ts';

/** What the databases call differently in a table's definition. */
export interface ColumnKinds {
  /** Type and rest of a column that numbers its rows in the order of their insertion, as primary key. */
  readonly sequence: Expression<unknown>;
  /** Text that is compared by its bytes. */
  readonly text: ColumnDataType | Expression<unknown>;
  /** The statements that make a table refuse every change and removal of its rows. */
  appendOnly(table: string): readonly RawBuilder<unknown>[];
}

/** One step. The version is its place in the list, from 1; a step that was published is never changed. */
export type Migration<Schema> = (db: Kysely<Schema>, kinds: ColumnKinds) => Promise<void>;

/** Brings a database to the newest version. Call it inside a transaction that excludes other writers. */
export async function migrate<Schema extends { schema_version: VersionTable }>(
  db: Kysely<Schema>,
  steps: readonly Migration<Schema>[],
  kinds: ColumnKinds,
  name: string,
): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const found = await sql<VersionTable>`select version from schema_version`.execute(db);
  const version = found.rows[0]?.version ?? 0;
  assertKnownVersion(version, steps.length, name);
  for (const step of steps.slice(version)) await step(db, kinds);
  if (found.rows.length === 0)
    await sql`insert into schema_version (version) values (${steps.length})`.execute(db);
  else if (version < steps.length)
    await sql`update schema_version set version = ${steps.length}`.execute(db);
}

export function assertKnownVersion(found: number, known: number, name: string): void {
  if (found <= known) return;
  throw new EarmarkError(
    'unsupported',
    `${name} has schema version ${found}, this program knows versions up to ${known}: use a newer release of Earmark, or restore a backup from before the update`,
  );
}
