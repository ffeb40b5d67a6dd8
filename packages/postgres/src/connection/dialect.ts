import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { QueryResult as PgResult, PoolClient } from 'pg';
import type { Place } from '../options.ts';
import { explained, isLost } from './faults.ts';
import { patiently } from './patience.ts';
import type { Connections } from './pool.ts';

export interface PatientOptions {
  readonly place: Place;
  readonly connections: Connections;
  /**
   * Whether a statement outside of a transaction is sent again when its connection was lost, as it may have been
   * carried out before. Connecting is tried again in any case.
   */
  readonly repeat: boolean;
}

/** Several statements in one message have an answer each. */
const lastOf = (answers: PgResult | PgResult[]): PgResult => [answers].flat().at(-1) as PgResult;

/** Kysely's PostgreSQL with a driver that outlives restarts of the server. */
export function createPatientDialect(options: PatientOptions): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(options),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

interface PatientConnection extends DatabaseConnection {
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  release(): void;
}

function createDriver(options: PatientOptions): Driver {
  const own = new WeakMap<DatabaseConnection, PatientConnection>();
  function ours(connection: DatabaseConnection): PatientConnection {
    const found = own.get(connection);
    if (!found) throw new TypeError('a connection of another driver');
    return found;
  }
  return {
    async init() {},
    async acquireConnection() {
      const connection = createConnection(options);
      own.set(connection, connection);
      return connection;
    },
    beginTransaction: (connection) => ours(connection).begin(),
    commitTransaction: (connection) => ours(connection).commit(),
    rollbackTransaction: (connection) => ours(connection).rollback(),
    releaseConnection: async (connection) => ours(connection).release(),
    destroy: async () => undefined,
  };
}

function createConnection({ place, connections, repeat }: PatientOptions): PatientConnection {
  let client: PoolClient | undefined;
  let inTransaction = false;
  /** `begin` is still to be said: it goes with the first statement where that has no parameters. */
  let toBegin = false;

  function drop(broken: boolean): void {
    client?.release(broken);
    client = undefined;
  }

  async function reach(): Promise<PoolClient> {
    client ??= await connections.connect();
    return client;
  }

  async function send(sql: string, parameters: readonly unknown[] = []): Promise<PgResult> {
    const reached = await reach();
    try {
      // Without parameters several statements are one message.
      return await reached.query(sql, parameters.length > 0 ? [...parameters] : undefined);
    } catch (error) {
      if (isLost(error)) drop(true);
      throw error;
    }
  }

  const patient = <T>(work: () => Promise<T>): Promise<T> =>
    patiently(work, isLost, connections.patienceMs());

  async function run(sql: string, parameters: readonly unknown[]): Promise<PgResult> {
    if (toBegin) {
      toBegin = false;
      if (parameters.length === 0) return patient(() => send(`begin; ${sql}`)).then(lastOf);
      await patient(() => send('begin'));
    }
    if (inTransaction) {
      if (!client) throw new Error('Connection terminated earlier in this transaction');
      return send(sql, parameters);
    }
    if (repeat) return patient(() => send(sql, parameters));
    await patient(reach);
    return send(sql, parameters);
  }

  async function explaining<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, place.title);
    }
  }

  const execute = <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> =>
    explaining(async () => {
      const { rows, rowCount } = await run(sql, parameters);
      return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
    });

  return {
    executeQuery: execute,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await execute<Row>(query);
    },
    async begin() {
      [inTransaction, toBegin] = [true, true];
    },
    commit: () =>
      explaining(async () => {
        inTransaction = false;
        if (toBegin) {
          toBegin = false;
          return;
        }
        if (!client) throw new Error('Connection terminated before the commit');
        await send('commit');
      }),
    async rollback() {
      [inTransaction, toBegin] = [false, false];
      if (!client) return;
      try {
        await send('rollback');
      } catch {
        drop(true);
      }
    },
    release: () => drop(false),
  };
}
