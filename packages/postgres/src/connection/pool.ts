import { hostname } from 'node:os';
import { type ClientConfig, Pool, type PoolClient, types } from 'pg';
import type { Place } from '../options.ts';
import { version } from '../version.ts';

const int8: number = types.builtins.INT8;
/** What `pg_stat_activity` shows of this machine; longer names are cut by the server. */
export const applicationName = `earmark ${version} ${hostname()}`.slice(0, 63);
const firstPatienceMs = 2_000;

/** How to reach one schema: unqualified names mean its tables, and 64-bit numbers are numbers. */
export function clientConfig(place: Place, schema: string, settings = ''): ClientConfig {
  return {
    connectionString: place.url,
    options: `-c search_path=${schema}${settings}`,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  };
}

export interface Connections {
  connect(): Promise<PoolClient>;
  /** How long to wait for the server: a wrong address is told soon, a server that was there a moment ago is waited for. */
  patienceMs(): number;
  end(): Promise<void>;
}

export function createConnections(place: Place, schema: string): Connections {
  const pool = new Pool({
    ...clientConfig(place, schema),
    max: place.connections,
  });
  let reached = false;
  // A connection that breaks also fails its statement, or is replaced at the next one: nothing else is to be done.
  const heard = () => undefined;
  pool.on('error', heard);
  pool.on('connect', (client) => {
    reached = true;
    client.on('error', heard);
  });
  return {
    connect: () => pool.connect(),
    patienceMs: () => (reached ? place.patienceMs : Math.min(place.patienceMs, firstPatienceMs)),
    end: () => pool.end(),
  };
}
