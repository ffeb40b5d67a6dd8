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
  /** Adds a column that the database derives from others. */
  derived(
    table: string,
    column: string,
    type: ColumnDataType | Expression<unknown>,
    value: string,
  ): RawBuilder<unknown>;
  /** The text or number at the top of a JSON column. */
  json(column: string, name: string): string;
  /** The first entry of a JSON list of texts. */
  firstOf(column: string): RawBuilder<unknown>;
  /** A text up to a character; all of it where that is not in it. */
  before(column: string, character: string): string;
  /** Ends the definition of a table whose rows are their key, where the database can use it. */
  readonly withoutRowid?: Expression<unknown>;
}

/** How far a step is that takes long. */
export type Progress = (done: number, total: number) => void;

/** How far the state of an older release is brought to this one's: for hosts, who show it while people wait. */
export interface MigrationProgress {
  readonly account: string;
  /** Albums, of all that there are. */
  readonly done: number;
  readonly total: number;
}

/** One step. The version is its place in the list, from 1; a step that was published is never changed. */
export type Migration<Schema> = (
  db: Kysely<Schema>,
  kinds: ColumnKinds,
  progress: Progress,
) => Promise<void>;

/** Brings a database to the newest version. Call it inside a transaction that excludes other writers. */
export async function migrate<Schema extends { schema_version: VersionTable }>(
  db: Kysely<Schema>,
  steps: readonly Migration<Schema>[],
  kinds: ColumnKinds,
  name: string,
  progress: Progress = () => undefined,
): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const found = await sql<VersionTable>`select version from schema_version`.execute(db);
  const version = found.rows[0]?.version ?? 0;
  assertKnownVersion(version, steps.length, name);
  for (const step of steps.slice(version)) await step(db, kinds, progress);
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
