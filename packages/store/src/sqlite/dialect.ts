import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { isBusy } from './faults.ts';

/**
 * Kysely over one connection that is open already. Beside Kysely's own: statements are compiled by SQLite
 * once, and a transaction takes the right to write at its beginning, so that it never has to fail in its middle.
 */
export function createSqliteDialect(
  connection: BetterSqlite.Database,
  explain: (error: unknown) => Error,
): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(connection, explain),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

const statementsKept = 200;
/** How long one writer waits for the others. */
const patienceMs = 30_000;
const longestWaitMs = 16;

function createDriver(database: BetterSqlite.Database, explain: (error: unknown) => Error): Driver {
  const statements = new Map<string, BetterSqlite.Statement>();

  function statementOf(sql: string): BetterSqlite.Statement {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size >= statementsKept) statements.clear();
    statements.set(sql, statement);
    return statement;
  }

  /**
   * Somebody else is writing: waits for them without stopping this process, as the other writer may live in
   * it. Inside a transaction nobody else can be writing.
   */
  async function patiently<T>(work: () => T): Promise<T> {
    const end = performance.now() + patienceMs;
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw explain(error);
        await sleep(waitMs);
      }
    }
  }

  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return patiently(() => {
        const statement = statementOf(sql);
        if (statement.reader) return { rows: statement.all(parameters) as Row[] };
        const { changes, lastInsertRowid } = statement.run(parameters);
        return {
          rows: [],
          numAffectedRows: BigInt(changes),
          insertId: BigInt(lastInsertRowid),
        };
      });
    },
    async *streamQuery<Row>({ sql, parameters }: CompiledQuery) {
      // A statement of its own: it is busy for as long as the reader takes.
      for (const row of database.prepare(sql).iterate(parameters)) yield { rows: [row as Row] };
    },
  };

  return {
    async init() {},
    async acquireConnection() {
      return connection;
    },
    async beginTransaction() {
      await patiently(() => statementOf('begin immediate').run());
    },
    async commitTransaction() {
      await patiently(() => statementOf('commit').run());
    },
    async rollbackTransaction() {
      if (database.inTransaction) statementOf('rollback').run();
    },
    async releaseConnection() {},
    async destroy() {
      statements.clear();
      database.close();
    },
  };
}
