import Database from 'better-sqlite3';

/** The driver under the store, set as the store sets it. */
export function openRaw(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = normal');
  return database;
}
