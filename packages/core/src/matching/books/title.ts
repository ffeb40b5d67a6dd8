import { type Folded, fold } from '../text/fold.ts';
import { flipArticle } from '../text/title.ts';
import {
  aboutBook,
  bookNatures,
  bracketed,
  clothes,
  counted,
  numberOf,
  ordinal,
  piece,
} from './markers.ts';

/** One part of a title that may be a name: of the book, its series, its author. */
export interface TitlePart {
  readonly name: Folded;
  /** Which one of that series, where the part says so. */
  readonly number?: string;
}
/** A book's title taken apart, as far as it can be without knowing whose book it is. */
export interface BookTitle {
  readonly parts: readonly TitlePart[];
  /** Numbers without a name: `Vol 1`. */
  readonly numbers: readonly string[];
  /** Dramatised, abridged, a summary …: not this book. */
  readonly natures: ReadonlySet<string>;
  /** Which piece of the book: `1 of 2`. */
  readonly piece?: string;
  readonly narrators: readonly string[];
}

const bracket = /([([{<])([^()[\]{}<>]*)[)\]}>]/g;
const narratedBy = /[\s,;(-]*\b(?:read|narrated|performed|gelesen) (?:by|von)\s+([^()[\]{}:]+)/i;
const folderYear = /^\s*(?:19|20)\d\d\s+[-–]\s+(?=\S)/;
const leadingNumber = /^\s*(?:(\d{1,3}(?:\.\d+)?)\s*[-–.]\s+|(0\d{1,2})\s+)(?=\S)/;
/** A comma parts only what is no name: `Me, Mum & Mystery, Band 01`. */
const comma =
  /,\s+(?=(?:book|bk|vol|volume|band|bd|tome|teil|part|pt|nr|no|#|an? (?:[a-z]+ )?(?:novel|novella|memoir|thriller)\b|unabridged|abridged)\b)/i;

export function readBookTitle(text: string): BookTitle {
  const found: Found = { parts: [], numbers: [], natures: new Set(), narrators: [] };
  const asides: string[] = [];
  let rest = flipArticle(text.replace(/_/g, ' ').trim()).replace(folderYear, '');
  const hadYear = rest;
  rest = rest.replace(leadingNumber, (_, parted?: string, padded?: string) => {
    found.numbers.push(numberOf(parted ?? padded ?? ''));
    return '';
  });
  if (rest.trim() === '') rest = hadYear;
  rest = rest.replace(bracket, (_, open: string, inside: string) => {
    if (open === '{') found.narrators.push(inside);
    else asides.push(inside);
    return ' ';
  });
  rest = rest.replace(narratedBy, (_, who: string) => {
    found.narrators.push(who.trim());
    return ' ';
  });
  if (aboutBook.test(fold(rest).words.join(' '))) found.natures.add('summary');
  const names = splitParts(rest);
  for (const [at, part] of names.entries()) {
    // `2001: A Space Odyssey`: a year in front of a colon is a name.
    if (at === 0 && /^\d{4}$/.test(part)) found.parts.push({ name: fold(part) });
    else take(part, found, at > 0 || names.length > 1);
  }
  for (const aside of asides) for (const part of splitParts(aside)) take(part, found, true, true);
  if (found.parts.length === 0) found.parts.push({ name: fold(rest.trim() || text) });
  return found;
}

interface Found {
  readonly parts: TitlePart[];
  readonly numbers: string[];
  readonly natures: Set<string>;
  readonly narrators: string[];
  piece?: string;
}

const splitParts = (text: string): readonly string[] =>
  text
    .split(/\s*[:;|]\s+|\s+[-–—]\s+|\s+\/\s+/)
    .flatMap((part) => part.split(comma))
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `own`: it is not all there is. `aside`: it stood in brackets, so it is no part of the book's name. */
function take(text: string, found: Found, own: boolean, aside = false): void {
  const narrator = narratedBy.exec(text)?.[1];
  if (narrator !== undefined) {
    found.narrators.push(narrator);
    return;
  }
  const marked = text.replace(/#\s*(?=\d)/g, 'book ').replace(/(\d)\s*[-–]\s*(?=\d)/g, '$1 ');
  const folded = fold(marked);
  let words = folded.words.join(' ');
  for (const [nature, marker] of Object.entries(bookNatures)) {
    if (!marker.test(words) || (nature === 'abridged' && /\bunabridged\b/.test(words))) continue;
    if (bracketed.has(nature) && !own && !endsWith(words, marker)) continue;
    found.natures.add(nature);
    words = words.replace(marker, ' ').replace(/\s+/g, ' ').trim();
    if (aside || /^(?:adaptation|edition|production|version|the|a|of|and|\d)*$/.test(words)) return;
  }
  if (clothes.test(words) && own) return;
  const [, before = '', which, , bare = '', single] = piece.exec(words) ?? [];
  if (which !== undefined || single !== undefined) {
    found.piece = numberOf(which ?? single ?? '');
    found.natures.add('part');
    words = before || bare;
  }
  const [, place = '', series] = ordinal.exec(words) ?? [];
  const [, name = '', number = place, of = series ?? ''] = counted.exec(words) ?? [];
  const isCounted = number !== '';
  const called = isCounted ? name || of : words.replace(/\bunabridged$/, '').trim();
  if (called === '') {
    if (isCounted) found.numbers.push(numberOf(number));
    return;
  }
  const part = partOf(called, folded);
  found.parts.push(isCounted ? { ...part, number: numberOf(number) } : part);
}

const endsWith = (words: string, marker: RegExp) =>
  new RegExp(`${marker.source}$`).test(words) && !marker.test(words.split(' ')[0] ?? '');

function partOf(words: string, from: Folded): TitlePart {
  const list = words.split(' ');
  return { name: { ...from, words: list, compact: list.join('') } };
}
