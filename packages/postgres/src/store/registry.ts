import { createHash } from 'node:crypto';
import { assertAccountName } from '@earmark/core';
import type { Migration } from '@earmark/store/kysely';
import { sql } from 'kysely';
import type { Place } from '../options.ts';
import { openSchema, type PostgresDatabase, type Reach } from './database.ts';

/** What an installation has beside its accounts: their names, and who holds which lock. */
export interface RegistrySchema {
  schema_version: { version: number };
  accounts: { name: string; schema: string };
  locks: LockTable;
}
export interface LockTable {
  key: string;
  /** How many have held this key. */
  token: number;
  /** Of the acquisition: it may be asked for twice. */
  nonce: string;
  /** The advisory lock that its holder's session has for as long as it lives. Null where the lock is free. */
  session: number | null;
  host: string;
  pid: number;
  account: string | null;
  /** Milliseconds since 1970 by the server's clock. */
  since: number;
}

const registryTables: Migration<RegistrySchema> = async ({ schema }, { text }) => {
  await schema
    .createTable('accounts')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('schema', text, (column) => column.notNull().unique())
    .execute();
  await schema
    .createTable('locks')
    .addColumn('key', text, (column) => column.primaryKey().notNull())
    .addColumn('token', 'bigint', (column) => column.notNull())
    .addColumn('nonce', text, (column) => column.notNull())
    .addColumn('session', 'bigint')
    .addColumn('host', text, (column) => column.notNull())
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('account', text)
    .addColumn('since', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('locks_held')
    .on('locks')
    .column('session')
    .where(sql.ref('session'), 'is not', sql.lit(null))
    .execute();
};

export type Registry = PostgresDatabase<RegistrySchema>;

export function openRegistry(reach: Reach): Promise<Registry> {
  return openSchema(reach, [reach.place.schema], [registryTables]);
}

export async function accountNames({ db }: Pick<Registry, 'db'>): Promise<readonly string[]> {
  const rows = await db.selectFrom('accounts').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

/** The schema of an account, whose name is written down at its first use. */
export function registerAccount({ write }: Registry, place: Place, name: string): Promise<string> {
  return write('accounts', async (tx) => {
    const names = await accountNames({ db: tx });
    assertAccountName(name, names);
    const schema = schemaOf(place, name);
    if (!names.includes(name)) await tx.insertInto('accounts').values({ name, schema }).execute();
    return schema;
  });
}

/** Readable, and different for names that PostgreSQL would fold or cut into one. */
function schemaOf({ schema }: Place, account: string): string {
  const readable = account
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')
    .slice(0, 24);
  const digest = createHash('sha256').update(account).digest('hex').slice(0, 12);
  return `${schema}_${readable}_${digest}`;
}
