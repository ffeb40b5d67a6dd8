import { hostname } from 'node:os';
import { type ClientConfig, Pool, type PoolClient, types } from 'pg';
import type { Place } from '../options.ts';
import { version } from '../version.ts';

const int8: number = types.builtins.INT8;
/** What `pg_stat_activity` shows of this machine; longer names are cut by the server. */
export const applicationName = `earmark ${version} ${hostname()}`.slice(0, 63);
const firstPatienceMs = 2_000;

/** How to reach the database, where unqualified names mean the tables of a schema if one is given, and 64-bit numbers are numbers. */
export function clientConfig(place: Place, schema?: string, settings = ''): ClientConfig {
  return {
    connectionString: place.url,
    ...(schema !== undefined && { options: `-c search_path=${schema}${settings}` }),
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  };
}

/** How the tables of some schemas are reached: unqualified names are looked for in this order. */
export interface Connections {
  connect(): Promise<PoolClient>;
  /** How long to wait for the server: a wrong address is told soon, a server that was there a moment ago is waited for. */
  patienceMs(): number;
}

/** The connections of one process, whatever number of accounts it has. */
export interface ConnectionPool {
  to(...schemas: readonly string[]): Connections;
  end(): Promise<void>;
}

export function createPool(place: Place): ConnectionPool {
  const pool = new Pool({ ...clientConfig(place), max: place.connections });
  const paths = new WeakMap<PoolClient, readonly string[]>();
  let reached = false;
  let ending: Promise<void> | undefined;
  // A connection that breaks also fails its statement, or is replaced at the next one: nothing else is to be done.
  const heard = () => undefined;
  pool.on('error', heard);
  pool.on('connect', (client) => {
    reached = true;
    client.on('error', heard);
  });

  /** Of whichever account a connection was last, what accounts share is at the end of its path. */
  function isOn(client: PoolClient, schemas: readonly string[]): boolean {
    const path = paths.get(client);
    if (path === undefined) return false;
    return schemas.length === 1 ? path.at(-1) === schemas[0] : path.join() === schemas.join();
  }
  async function connect(schemas: readonly string[]): Promise<PoolClient> {
    const client = await pool.connect();
    if (isOn(client, schemas)) return client;
    try {
      await client.query(`set search_path to ${schemas.join(', ')}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    paths.set(client, schemas);
    return client;
  }
  return {
    to: (...schemas) => ({
      connect: () => connect(schemas),
      patienceMs: () => (reached ? place.patienceMs : Math.min(place.patienceMs, firstPatienceMs)),
    }),
    end() {
      ending ??= pool.end();
      return ending;
    },
  };
}
