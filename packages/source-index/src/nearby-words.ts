import { editsBetween } from '@earmark/core';
import type { Database } from './schema.ts';

/** Shorter words have too many neighbours. */
const shortest = 5;
/** Of a word this long two letters may be wrong; of a shorter one, one. */
const long = 8;
const mostNeighbours = 4_000;

/** Gives the word that an artist's misspelt one was meant to be: the closest of those that begin alike, and of them the most common. */
export function createNearbyWords(database: Database): (word: string) => string | undefined {
  const known = database.prepare<[string], { readonly term: string }>(
    "select term from vocabulary where term = ? and col = 'artist'",
  );
  const alike = database.prepare<[string, string], { readonly term: string; readonly doc: number }>(
    `select term, doc from vocabulary where term >= ? and term < ? and col = 'artist' limit ${mostNeighbours}`,
  );

  return (word) => {
    if (word.length < shortest || known.get(word) !== undefined) return undefined;
    const start = word.slice(0, 2);
    const most = word.length < long ? 1 : 2;
    let best: { readonly term: string; readonly edits: number; readonly doc: number } | undefined;
    for (const { term, doc } of alike.all(start, `${start}\u{10ffff}`)) {
      const edits = editsBetween(word, term, best?.edits ?? most);
      if (edits > most) continue;
      if (best === undefined || edits < best.edits || (edits === best.edits && doc > best.doc))
        best = { term, edits, doc };
    }
    return best?.term;
  };
}
