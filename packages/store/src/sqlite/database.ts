import type BetterSqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely, sql } from 'kysely';
import type { Database } from '../queries/database.ts';
import type { VersionTable } from '../schema/account.ts';
import { type ColumnKinds, type Migration, migrate, type Progress } from '../schema/migration.ts';
import { changesOf } from './changes.ts';
import { createSqliteDialect } from './dialect.ts';
import { explained } from './faults.ts';
import { openDatabase } from './open.ts';

export interface SqliteDatabase<Schema> extends Database<Schema> {
  close(): Promise<void>;
}

const kinds: ColumnKinds = {
  sequence: sql`integer primary key autoincrement`,
  text: 'text',
  appendOnly: (table) =>
    ['update', 'delete'].map((event) =>
      sql.raw(
        `create trigger ${table}_no_${event} before ${event} on ${table} begin select raise(abort, 'rows of ${table} stay as they are'); end`,
      ),
    ),
  derived: (table, column, type, value) =>
    sql`alter table ${sql.table(table)} add column ${sql.ref(column)} ${typeof type === 'string' ? sql.raw(type) : type} generated always as (${sql.raw(value)}) virtual`,
  json: (column, name) => `json_extract(${column}, '$.${name}')`,
  firstOf: (column) => sql`json_extract(${sql.ref(column)}, '$[0]')`,
  before: (column, character) =>
    `substr(${column}, 1, instr(${column} || '${character}', '${character}') - 1)`,
  withoutRowid: sql`without rowid`,
};

/** Opens a file, brings its tables to the newest version, and gives its queries' errors a name. */
export async function openSqlite<Schema extends { schema_version: VersionTable }>(
  file: string,
  steps: readonly Migration<Schema>[],
  progress?: Progress,
): Promise<SqliteDatabase<Schema>> {
  const connection = await openDatabase(file);
  const db = new Kysely<Schema>({
    dialect: createSqliteDialect(connection, (error) => explained(error, file)),
  });

  const write: Database<Schema>['write'] = (_topic, work, { durable = false } = {}) => {
    return db.connection().execute(async (held) => {
      if (!durable) return held.transaction().execute(work);
      // Not a statement that is kept: SQLite sets the level when it compiles one, and its first run does nothing.
      connection.pragma('synchronous = full');
      try {
        return await held.transaction().execute(work);
      } finally {
        connection.pragma('synchronous = normal');
      }
    });
  };

  const statements = new Map<string, BetterSqlite.Statement>();
  const read = <Row>({ sql: text, parameters }: CompiledQuery<Row>): readonly Row[] => {
    const statement = statements.get(text) ?? connection.prepare(text);
    statements.set(text, statement);
    try {
      return statement.all(parameters) as Row[];
    } catch (error) {
      throw explained(error, file);
    }
  };

  try {
    await write('schema', (tx) => migrate(tx, steps, kinds, `the database ${file}`, progress));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const { notify, changes, close } = changesOf(connection);
  return {
    db,
    write,
    read,
    notify,
    changes,
    async close() {
      close();
      await db.destroy();
    },
  };
}
