import type { Compilable, Kysely, QueryResult } from 'kysely';

/** A database as the queries see it, whichever it is. */
export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  /** One transaction, in which nobody else's write of the same `topic` happens. */
  write<T>(
    topic: string,
    work: (tx: Kysely<Schema>) => Promise<T>,
    options?: WriteOptions,
  ): Promise<T>;
}
export interface WriteOptions {
  /** Has to survive a power cut once it is done. Without it a power cut may take the last moments; a killed process loses nothing. */
  readonly durable?: boolean;
}

/** A statement that is built once and run with other parameters each time: building costs more than running. */
export function prepared<Schema, Row>(
  db: Kysely<Schema>,
  build: (db: Kysely<Schema>) => Compilable<Row>,
): (tx: Kysely<Schema>, parameters: readonly unknown[]) => Promise<QueryResult<Row>> {
  const query = build(db).compile();
  return (tx, parameters) => tx.executeQuery<Row>({ ...query, parameters });
}
