import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';

/** A database as the queries see it, whichever it is. */
export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  /** One transaction, in which nobody else's write of the same `topic` happens. */
  write<T>(
    topic: string,
    work: (tx: Kysely<Schema>) => Promise<T>,
    options?: WriteOptions,
  ): Promise<T>;
  /** Says that there is something new about a topic, to all who listen in this and other processes. */
  notify(topic: string): void;
  /** Yields when there may be something new: of this process at once, of others soon, and without a promise. */
  changes(topic: string, signal: AbortSignal): AsyncIterable<void>;
  /** Reads at once, past Kysely's queue: where a database lies in this process, that queue costs more than the answer. */
  read?<Row>(query: CompiledQuery<Row>): readonly Row[];
}
export interface WriteOptions {
  /** All that is written. Whoever writes other parts goes on beside it; who writes one of them, of whichever topic, waits, and so does who writes of the topic and names none. */
  readonly parts?: readonly string[];
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

/** A prepared question that is asked many thousand times. */
export function preparedRead<Schema, Row>(
  { db, read }: Database<Schema>,
  build: (db: Kysely<Schema>) => Compilable<Row>,
): (parameters: readonly unknown[]) => Promise<readonly Row[]> {
  const query = build(db).compile();
  return async (parameters) => {
    const asked = { ...query, parameters };
    return read === undefined ? (await db.executeQuery<Row>(asked)).rows : read(asked);
  };
}
