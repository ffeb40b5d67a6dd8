import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Clock, EarmarkError, makeFolder, systemClock } from '@earmark/core';
import { type IndexRecord, packAlbum, packClaims, packId } from './record.ts';
import { createDatabase, type Database } from './schema.ts';
import { nameWordsOf, wordsOf } from './words.ts';

/** A dump as a list of records that are still text: to skip one costs nothing. */
export interface Dump {
  readonly path: string;
  /** Every record of the dump, in its order. `onRead` is told the bytes of the file as they are read. */
  texts(onRead: (bytes: number) => void, signal?: AbortSignal): AsyncIterable<string>;
  /** Nothing where the record is of no use. */
  parse(text: string): IndexRecord | undefined;
}

export interface BuildIndexOptions {
  /** Where the index goes. It takes its place whole: a half-built one lies beside it as `<file>.part`. */
  readonly file: string;
  /** Which source it is for: `musicbrainz`. */
  readonly source: string;
  /** Read in this order. */
  readonly dumps: readonly Dump[];
  /** Between two batches: what is done is kept, and the next build goes on from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Dates the index. Default: the machine's own. */
  readonly clock?: Clock;
}
export interface BuildProgress {
  readonly dump: string;
  /** Of all dumps, as they lie on disk. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly records: number;
}
export interface BuildResult {
  readonly file: string;
  readonly albums: number;
  readonly people: number;
  readonly records: number;
  /** Records that an earlier build had done. */
  readonly resumed: number;
  /** Records that could not be understood, and are left out. */
  readonly damaged: number;
}

const batchSize = 2_000;
/** A dump of which more than this is not understood is no such dump. */
const mostDamaged = 0.01;

/** Builds an album index from dumps. Stopped or killed, it goes on where it was, as long as the dumps are the same. */
export async function buildIndex(options: BuildIndexOptions): Promise<BuildResult> {
  const { file, source, dumps, clock = systemClock } = options;
  const part = `${file}.part`;
  await makeFolder(dirname(file));
  const sized = await Promise.all(dumps.map(measured));
  const totalBytes = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  const database = await openPart(part, sized);
  const counts = { records: 0, resumed: 0, damaged: 0 };
  try {
    let before = 0;
    for (const { dump, bytes, name } of sized) {
      await read(database, dump, name, options, counts, (read) =>
        options.onProgress?.({
          dump: name,
          bytes: before + Math.min(bytes, read),
          totalBytes,
          records: counts.records,
        }),
      );
      before += bytes;
    }
    const albums = countOf(database, 'albums');
    const people = countOf(database, 'people');
    if (albums === 0)
      throw new EarmarkError(
        'config',
        `there are no albums in ${sized.map(({ name }) => name).join(', ')}: give the dump that holds them, too`,
      );
    const facts = {
      source,
      albums,
      people,
      builtAt: clock.now(),
      dumps: sized.map(({ name }) => name).join(', '),
    };
    const note = database.prepare('insert or replace into about values (?, ?)');
    for (const [key, value] of Object.entries(facts)) note.run(key, String(value));
    database.exec("insert into words(words) values ('optimize')");
    database.pragma('wal_checkpoint(truncate)');
    database.pragma('journal_mode = delete');
    database.close();
    await putInPlace(part, file);
    return { file, albums, people, ...counts };
  } finally {
    database.close();
  }
}

interface Measured {
  readonly dump: Dump;
  readonly name: string;
  readonly bytes: number;
  /** The same as long as nobody changed the file. */
  readonly fingerprint: string;
}

async function measured(dump: Dump): Promise<Measured> {
  try {
    const { size, mtimeMs } = await stat(dump.path);
    return { dump, name: basename(dump.path), bytes: size, fingerprint: `${size}-${mtimeMs}` };
  } catch (error) {
    throw new EarmarkError('io', `${dump.path} cannot be read: is the path right?`, {
      cause: error,
    });
  }
}

/** What is half-built goes on only with the very same dumps. */
async function openPart(part: string, dumps: readonly Measured[]): Promise<Database> {
  const database = openOrUndefined(part);
  if (database !== undefined) {
    const rows = database
      .prepare<[], { readonly name: string; readonly fingerprint: string }>('select * from dumps')
      .all();
    const fits = rows.every(({ name, fingerprint }) =>
      dumps.some((dump) => dump.name === name && dump.fingerprint === fingerprint),
    );
    if (fits) return database;
    database.close();
  }
  for (const end of ['', '-wal', '-shm']) await rm(`${part}${end}`, { force: true });
  return createDatabase(part);
}

/** Nothing where what lies there is no half-built index of this release. */
function openOrUndefined(part: string): Database | undefined {
  try {
    return createDatabase(part);
  } catch (error) {
    const { code = '' } = error as { readonly code?: string };
    if (!code.startsWith('SQLITE_BUSY')) return undefined;
    throw new EarmarkError('locked', `${part} is being built by another process: wait for it`, {
      cause: error,
    });
  }
}

async function read(
  database: Database,
  dump: Dump,
  name: string,
  { signal }: BuildIndexOptions,
  counts: { records: number; resumed: number; damaged: number },
  progress: (bytes: number) => void,
): Promise<void> {
  const state = database.prepare<[string], { readonly records: number; readonly done: number }>(
    'select records, done from dumps where name = ?',
  );
  const { records: skip = 0, done = 0 } = state.get(name) ?? {};
  counts.records += skip;
  counts.resumed += skip;
  if (done) return;
  const { fingerprint } = await measured(dump);
  const write = createWriter(database, name, fingerprint);
  let batch: IndexRecord[] = [];
  let bytes = 0;
  let at = 0;
  let damaged = 0;
  for await (const text of dump.texts((more) => (bytes += more), signal)) {
    at += 1;
    if (at <= skip) continue;
    counts.records += 1;
    try {
      const record = dump.parse(text);
      if (record) batch.push(record);
    } catch (error) {
      damaged += 1;
      counts.damaged += 1;
      if (damaged > 20 && damaged > at * mostDamaged)
        throw new EarmarkError('malformed', `${dump.path} is not understood: is it another dump?`, {
          cause: error,
        });
    }
    if (at % batchSize !== 0) continue;
    write(batch, at, false);
    batch = [];
    progress(bytes);
    if (signal?.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
  }
  if (at === 0 || damaged > at / 2)
    throw new EarmarkError('malformed', `${dump.path} is not understood: is it another dump?`);
  write(batch, at, true);
  progress(bytes);
}

function createWriter(database: Database, name: string, fingerprint: string) {
  const album = database.prepare<[string | Uint8Array, string]>(
    'insert or ignore into albums (id, body) values (?, ?)',
  );
  const again = database.prepare<[string, string | Uint8Array]>(
    'update albums set body = ? where id = ?',
  );
  const words = database.prepare<[number | bigint, string, string]>(
    'insert into words (rowid, title, artist) values (?, ?, ?)',
  );
  const person = database.prepare<[string | Uint8Array, string, string]>(
    'insert or ignore into people (id, body, names) values (?, ?, ?)',
  );
  const names = database.prepare<[number | bigint, string]>(
    'insert into names (rowid, name) values (?, ?)',
  );
  const mark = database.prepare<[string, string, number, number]>(
    'insert or replace into dumps values (?, ?, ?, ?)',
  );

  function add(record: IndexRecord): void {
    const id = packId(record.id);
    if (record.kind === 'person') {
      const { names: called = [], claims } = record;
      const added = person.run(id, JSON.stringify(packClaims(claims)), called.join('\n'));
      if (added.changes > 0 && called.length > 1)
        names.run(added.lastInsertRowid, wordsOfAll(called.map(nameWordsOf)));
      return;
    }
    const body = packAlbum(record);
    const { changes, lastInsertRowid } = album.run(id, body);
    // A second dump may know more of the same album: its word is the later one.
    if (changes === 0) again.run(body, id);
    else
      words.run(
        lastInsertRowid,
        wordsOfAll([record.title, ...(record.aliases?.titles ?? [])].map(wordsOf)),
        wordsOfAll([...record.creators, ...(record.aliases?.creators ?? [])].map(nameWordsOf)),
      );
  }
  return database.transaction((batch: readonly IndexRecord[], records: number, done: boolean) => {
    for (const record of batch) add(record);
    mark.run(name, fingerprint, records, done ? 1 : 0);
  });
}

const wordsOfAll = (lists: readonly (readonly string[])[]): string =>
  [...new Set(lists.flat())].join(' ');

function countOf(database: Database, table: 'albums' | 'people'): number {
  const row = database.prepare<[], { readonly count: number }>(
    `select count(*) count from ${table}`,
  );
  return row.get()?.count ?? 0;
}

async function putInPlace(part: string, file: string): Promise<void> {
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await rename(part, file);
}
