import { type Claim, isVariousArtists, type Query } from '@earmark/core';
import { type AlbumRecord, packId, unpackAlbum, unpackId, unpackPerson } from './record.ts';
import type { Database } from './schema.ts';
import { withoutBrackets, wordsOf } from './words.ts';

export interface Lookup {
  byId(id: string): AlbumRecord | undefined;
  /** The closest searches that find anything, from all words of title and artist to some of them. Not ranked: that is core's. */
  search(query: Query): readonly AlbumRecord[];
  claimsOf(person: string): readonly Claim[];
  count(): number;
  close(): void;
}
interface Row {
  readonly id: string | Uint8Array;
  readonly body: string;
}

/** As many editions of one title by one artist as there may reasonably be, and room for others. */
const mostHits = 40;
/** A word that is said so often finds nothing, and takes long to say so. */
const mostWords = 24;

export function createLookup(database: Database): Lookup {
  const found = database.prepare<[string], Row>(
    `select id, body from albums where number in (select rowid from words where words match ? limit ${mostHits})`,
  );
  const one = database.prepare<[string | Uint8Array], Row>(
    'select id, body from albums where id = ?',
  );
  const person = database.prepare<[string | Uint8Array], Pick<Row, 'body'>>(
    'select body from people where id = ?',
  );
  const total = database
    .prepare<[], { readonly value: string }>("select value from about where key = 'albums'")
    .get();

  return {
    byId(id) {
      const row = one.get(packId(id));
      return row && unpackAlbum(id, row.body);
    },
    search(query) {
      for (const expression of expressionsOf(query)) {
        const rows = found.all(expression);
        if (rows.length > 0) return rows.map(({ id, body }) => unpackAlbum(unpackId(id), body));
      }
      return [];
    },
    claimsOf(id) {
      const row = person.get(packId(id));
      return row ? unpackPerson(row.body) : [];
    },
    count: () => Number(total?.value ?? 0),
    close: () => database.close(),
  };
}

function expressionsOf({ title, creators }: Query): readonly string[] {
  const full = wordsOf(title);
  const bare = wordsOf(withoutBrackets(title));
  const plain = bare.length > 0 ? bare : full;
  const [first = ''] = creators;
  const artist = isVariousArtists(first) ? ['various'] : wordsOf(first);
  if (full.length === 0) return [];
  if (artist.length === 0) return [all('title', full), all('title', plain)];
  const expressions = [
    `${all('title', full)} AND ${all('artist', artist)}`,
    `${all('title', plain)} AND ${all('artist', artist)}`,
    `${all('title', plain)} AND ${any('artist', artist)}`,
    `${any('title', plain.map(stem))} AND ${all('artist', artist)}`,
  ];
  return [...new Set(expressions)];
}

const quoted = (word: string) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`);
const joined = (column: string, words: readonly string[], by: string) =>
  `${column} : (${words.slice(0, mostWords).map(quoted).join(by)})`;
const all = (column: string, words: readonly string[]) => joined(column, words, ' AND ');
const any = (column: string, words: readonly string[]) => joined(column, words, ' OR ');

const stemLength = 5;
/** A long word is also found by its beginning: plurals, endings, and slips of the pen after it. */
const stem = (word: string) => (word.length > stemLength ? `${word.slice(0, stemLength)}*` : word);
