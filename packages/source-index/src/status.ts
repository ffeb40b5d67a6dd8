import { existsSync, statSync } from 'node:fs';
import { openDatabase } from './schema.ts';

export interface IndexStatus {
  readonly file: string;
  readonly source: string;
  readonly albums: number;
  readonly people: number;
  /** In milliseconds since 1970. */
  readonly builtAt: number;
  /** The names of the dumps it was built from. */
  readonly dumps: string;
  readonly bytes: number;
  /** A build was begun and not finished: the same command goes on with it. */
  readonly building: boolean;
}

/** What an index says of itself; nothing where there is none. Throws as `createIndexSource` does for what is no index. */
export function readIndexStatus(file: string): IndexStatus | undefined {
  if (!existsSync(file)) return undefined;
  const database = openDatabase(file, 'index');
  try {
    const rows = database
      .prepare<[], { readonly key: string; readonly value: string }>('select key, value from about')
      .all();
    const about = new Map(rows.map(({ key, value }) => [key, value]));
    return {
      file,
      source: about.get('source') ?? '',
      albums: Number(about.get('albums')),
      people: Number(about.get('people')),
      builtAt: Number(about.get('builtAt')),
      dumps: about.get('dumps') ?? '',
      bytes: statSync(file).size,
      building: existsSync(`${file}.part`),
    };
  } finally {
    database.close();
  }
}
