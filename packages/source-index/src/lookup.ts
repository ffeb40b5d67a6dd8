import { type Claim, isVariousArtists, type Query } from '@earmark/core';
import { createNearbyWords } from './nearby-words.ts';
import { type AlbumRecord, packId, unpackAlbum, unpackId, unpackPerson } from './record.ts';
import type { Database } from './schema.ts';
import { withoutBrackets, withoutSigns, wordsOf } from './words.ts';

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
/** Of a title alone, to look through for the artist. */
const mostOfTitle = 400;
const mostPeople = 50;
/** A word that is said so often finds nothing, and takes long to say so. */
const mostWords = 24;

export function createLookup(database: Database): Lookup {
  const found = database.prepare<[string], Row>(
    `select id, body from albums where number in (select rowid from words where words match ? limit ${mostHits})`,
  );
  const titled = database.prepare<[string], Row>(
    `select id, body from albums where number in (select rowid from words where words match ? limit ${mostOfTitle})`,
  );
  const one = database.prepare<[string | Uint8Array], Row>(
    'select id, body from albums where id = ?',
  );
  const person = database.prepare<[string | Uint8Array], Pick<Row, 'body'>>(
    'select body from people where id = ?',
  );
  const called = database.prepare<[string], Person>(
    `select id, names from people where number in (select rowid from names where names match ? limit ${mostPeople})`,
  );
  const nearby = createNearbyWords(database);
  const total = database
    .prepare<[], { readonly value: string }>("select value from about where key = 'albums'")
    .get();

  const albumsOf = (rows: readonly Row[]) =>
    rows.map(({ id, body }) => unpackAlbum(unpackId(id), body));

  function first(expressions: readonly string[]): readonly AlbumRecord[] {
    for (const expression of expressions) {
      const rows = found.all(expression);
      if (rows.length > 0) return albumsOf(rows);
    }
    return [];
  }

  /** By artists that are also called so: their albums of this title, with those names. */
  function byOtherNames({ plain, artist }: Asked): readonly AlbumRecord[] {
    if (plain.length === 0 || artist.length === 0) return [];
    const people = new Map(
      called
        .all(artist.slice(0, mostWords).map(quoted).join(' AND '))
        .map(({ id, names }) => [unpackId(id), names.split('\n')]),
    );
    if (people.size === 0) return [];
    return albumsOf(titled.all(all('title', plain))).flatMap((album) => {
      const names = people.get(album.person ?? '');
      return names ? [{ ...album, aliases: { ...album.aliases, creators: names } }] : [];
    });
  }

  function byName(asked: Asked): readonly AlbumRecord[] {
    const exact = first(exactly(asked));
    if (exact.length > 0) return exact;
    const others = byOtherNames(asked);
    return others.length > 0 ? others : first(loosely(asked));
  }

  return {
    byId(id) {
      const row = one.get(packId(id));
      return row && unpackAlbum(id, row.body);
    },
    search(query) {
      const asked = askedOf(query);
      const known = byName(asked);
      if (known.length > 0) return known;
      const artist = asked.artist.map((word) => nearby(word) ?? word);
      const isOther = artist.some((word, at) => word !== asked.artist[at]);
      return isOther ? byName({ ...asked, artist, plainArtist: artist }) : [];
    },
    claimsOf(id) {
      const row = person.get(packId(id));
      return row ? unpackPerson(row.body) : [];
    },
    count: () => Number(total?.value ?? 0),
    close: () => database.close(),
  };
}

interface Person {
  readonly id: string | Uint8Array;
  readonly names: string;
}
/** A query as words. */
interface Asked {
  readonly full: readonly string[];
  /** The title without brackets. */
  readonly plain: readonly string[];
  readonly artist: readonly string[];
  /** With letters for the signs in its name. */
  readonly plainArtist: readonly string[];
}

function askedOf({ title, creators }: Query): Asked {
  const full = wordsOf(title);
  const bare = wordsOf(withoutBrackets(title));
  const [first = ''] = creators;
  const isVarious = isVariousArtists(first);
  return {
    full,
    plain: bare.length > 0 ? bare : full,
    artist: isVarious ? ['various'] : wordsOf(first),
    plainArtist: isVarious ? ['various'] : wordsOf(withoutSigns(first)),
  };
}

function exactly({ full, plain, artist, plainArtist }: Asked): readonly string[] {
  if (full.length === 0) return [];
  const titles = [...new Set([all('title', full), all('title', plain)])];
  if (artist.length === 0) return titles;
  const by = [...new Set([all('artist', artist), all('artist', plainArtist)])].join(' OR ');
  return titles.map((title) => `${title} AND (${by})`);
}

function loosely({ plain, artist }: Asked): readonly string[] {
  if (plain.length === 0 || artist.length === 0) return [];
  return [
    `${all('title', plain)} AND ${any('artist', artist)}`,
    `${any('title', plain.map(stem))} AND ${all('artist', artist)}`,
  ];
}

const quoted = (word: string) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`);
const joined = (column: string, words: readonly string[], by: string) =>
  `${column} : (${words.slice(0, mostWords).map(quoted).join(by)})`;
const all = (column: string, words: readonly string[]) => joined(column, words, ' AND ');
const any = (column: string, words: readonly string[]) => joined(column, words, ' OR ');

const stemLength = 5;
/** A long word is also found by its beginning: plurals, endings, and slips of the pen after it. */
const stem = (word: string) => (word.length > stemLength ? `${word.slice(0, stemLength)}*` : word);
