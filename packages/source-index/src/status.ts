import { existsSync, statSync } from 'node:fs';
import { openDatabase } from './schema.ts';

export interface IndexStatus {
  readonly file: string;
  /** `building`: a build was begun and not finished, and there is no older index. The same call goes on with it. */
  readonly state: 'absent' | 'building' | 'ready' | 'rebuilding';
  readonly source: string;
  readonly albums: number;
  readonly people: number;
  /** In milliseconds since 1970; 0 where it is not built. */
  readonly builtAt: number;
  /** The names of the dumps it was built from. */
  readonly dumps: string;
  readonly bytes: number;
}

/** What an index says of itself. Throws as its source does for what is no index. */
export function readIndexStatus(file: string): IndexStatus {
  const isBegun = existsSync(`${file}.part`);
  if (!existsSync(file)) {
    const state = isBegun ? 'building' : 'absent';
    return { file, state, source: '', albums: 0, people: 0, builtAt: 0, dumps: '', bytes: 0 };
  }
  const database = openDatabase(file, 'index');
  try {
    const rows = database
      .prepare<[], { readonly key: string; readonly value: string }>('select key, value from about')
      .all();
    const about = new Map(rows.map(({ key, value }) => [key, value]));
    return {
      file,
      state: isBegun ? 'rebuilding' : 'ready',
      source: about.get('source') ?? '',
      albums: Number(about.get('albums')),
      people: Number(about.get('people')),
      builtAt: Number(about.get('builtAt')),
      dumps: about.get('dumps') ?? '',
      bytes: statSync(file).size,
    };
  } finally {
    database.close();
  }
}
