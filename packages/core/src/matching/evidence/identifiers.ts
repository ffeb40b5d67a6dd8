import type { Description, SubjectKind } from '../../spec.ts';
import type { Evidence } from './evidence.ts';
import { identifiers } from './weights.ts';

/** What one identifier is called under several names. */
const families: Readonly<Record<string, string>> = {
  upc: 'barcode',
  ean: 'barcode',
  isbn10: 'isbn',
  isbn13: 'isbn',
};

/** Identifiers decide: one that agrees outweighs all names; one of a work that differs outweighs them the other way. */
export function identifierEvidence(
  query: Description,
  candidate: Description,
  kind: SubjectKind = 'album',
): readonly Evidence[] {
  const mine = normalise(query.ids);
  const theirs = normalise(candidate.ids);
  const found: Evidence[] = [];
  for (const [scheme, value] of mine) {
    const other = theirs.get(scheme);
    const known = identifiers[scheme];
    if (other === undefined || known === undefined) continue;
    const same = other === value;
    const conflict = kind === 'book' ? (bookConflicts[scheme] ?? known.conflict) : known.conflict;
    const logit = same ? known.same : conflict;
    if (logit !== 0)
      found.push({
        what: same ? `same ${scheme}` : `another ${scheme}`,
        logit,
        detail: same ? value : `${value} here, ${other} there`,
        about: same || known.of === 'work' ? 'identity' : 'edition',
      });
  }
  return onlyStrongest(found);
}

/** A recording has another ASIN in every country, and a book another ISBN in every binding. */
const bookConflicts: Readonly<Record<string, number>> = { asin: -0.4, isbn: -0.2 };

/** True: one work by its own identifier. False: two. Undefined: nothing shared to tell. */
export function sameByIdentifier(a: Description, b: Description): boolean | undefined {
  const mine = normalise(a.ids);
  const theirs = normalise(b.ids);
  let differs = false;
  for (const [scheme, value] of mine) {
    const other = theirs.get(scheme);
    const known = identifiers[scheme];
    if (other === undefined || known === undefined || scheme.endsWith('-artist')) continue;
    if (other === value) return true;
    if (known.of === 'work') differs = true;
  }
  return differs ? false : undefined;
}

/** Identifiers that agree mostly come from one place: the strongest speaks for them all. Each conflict stands for itself. */
function onlyStrongest(found: readonly Evidence[]): readonly Evidence[] {
  const agreeing = found.filter(({ logit }) => logit > 0).sort((a, b) => b.logit - a.logit);
  return [...agreeing.slice(0, 1), ...found.filter(({ logit }) => logit < 0)];
}

function normalise(ids: Description['ids']): ReadonlyMap<string, string> {
  const normal = new Map<string, string>();
  for (const [scheme, raw] of Object.entries(ids ?? {})) {
    const family = families[scheme] ?? scheme;
    const value = raw.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    if (value === '') continue;
    normal.set(
      family,
      family === 'barcode' ? value.replace(/^0+/, '') : family === 'isbn' ? isbnCore(value) : value,
    );
  }
  return normal;
}

/** The nine digits that ISBN-10 and ISBN-13 share. */
function isbnCore(isbn: string): string {
  return isbn.length === 13 ? isbn.slice(3, 12) : isbn.length === 10 ? isbn.slice(0, 9) : isbn;
}
