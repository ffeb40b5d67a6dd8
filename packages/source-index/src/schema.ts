import { existsSync } from 'node:fs';
import { EarmarkError } from '@earmark/core';
import type BetterSqlite from 'better-sqlite3';
import { loadSqlite } from './load-sqlite.ts';

export type Database = BetterSqlite.Database;

/** Of the layout below and of the words in it (`words.ts`). An index of another one is built again. */
const indexVersion = 3;

const tables = `
  create table about (key text primary key, value text not null) without rowid;
  create table dumps (name text primary key, fingerprint text not null, records integer not null, done integer not null) without rowid;
  create table albums (number integer primary key, id blob not null unique, body text not null);
  create table people (number integer primary key, id blob not null unique, body text not null, names text not null);
  create virtual table words using fts5(
    title, artist, content = '', columnsize = 0, detail = column, tokenize = 'unicode61 remove_diacritics 2'
  );
  create virtual table vocabulary using fts5vocab(words, 'col');
  create virtual table names using fts5(
    name, content = '', columnsize = 0, detail = none, tokenize = 'unicode61 remove_diacritics 2'
  );
`;

/** For one build: whoever else opens the file is told that it is busy. Throws `unsupported` for another layout. */
export function createDatabase(file: string): Database {
  const Sqlite = loadSqlite();
  const database = new Sqlite(file, { timeout: 500 });
  database.pragma('locking_mode = exclusive');
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = normal');
  database.pragma('cache_size = -64000');
  const version = database.pragma('user_version', { simple: true });
  if (version === 0)
    database.transaction(() => {
      database.exec(tables);
      database.pragma(`user_version = ${indexVersion}`);
    })();
  else if (version !== indexVersion) {
    database.close();
    throw new EarmarkError('unsupported', `${file} has layout ${version}. Build it again.`);
  }
  return database;
}

/** Throws `io` where there is none, `unsupported` for another layout, `malformed` where it is no index. */
export function openDatabase(file: string, name: string): Database {
  if (!existsSync(file))
    throw new EarmarkError(
      'io',
      `${name}: there is no index at ${file}. Build it from the dumps with \`earmark index build\`.`,
      { plugin: name },
    );
  const Sqlite = loadSqlite();
  let database: Database | undefined;
  try {
    database = new Sqlite(file, { readonly: true });
    const version = database.pragma('user_version', { simple: true });
    if (version !== indexVersion)
      throw new EarmarkError(
        'unsupported',
        `${name}: the index ${file} has layout ${version}, this release reads ${indexVersion}. Build it again from the dumps with \`earmark index build\`.`,
        { plugin: name },
      );
    database.pragma('mmap_size = 1073741824');
    database.prepare('select count(*) from about').get();
    return database;
  } catch (error) {
    database?.close();
    if (EarmarkError.is(error)) throw error;
    throw new EarmarkError('malformed', `${name}: ${file} is not an index. Build it again.`, {
      plugin: name,
      cause: error,
    });
  }
}
