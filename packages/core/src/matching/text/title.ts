import { type Folded, fold } from './fold.ts';
import {
  articles,
  bareNatures,
  commonTitles,
  discs,
  editions,
  guests,
  natures,
  placeholder,
  typeSuffixes,
  unknownText,
} from './markers.ts';

/** A title taken apart: what the work is called, and what is said about it beside. */
export interface Title {
  /** Without edition, disc and guests, with brackets that belong to the name. */
  readonly full: Folded;
  /** Without any bracket. */
  readonly bare: Folded;
  /** Deluxe, remaster …: another pressing of the same work. */
  readonly editions: readonly string[];
  /** Live, remix, karaoke …: another work. */
  readonly natures: ReadonlySet<string>;
  readonly guests: readonly string[];
  /** Volumes, parts, opus numbers and years in the name, Roman ones as digits. */
  readonly numbers: readonly string[];
  /** What an `EP` or `Single` behind the name says of its type. */
  readonly type?: string;
  /** One disc of several: fewer tracks are to be expected. */
  readonly oneDisc: boolean;
  /** Many artists have a title like this. */
  readonly common: boolean;
  /** There is none, or a ripper made it up. */
  readonly unknown: boolean;
}

const bracket = /[([{<]([^()[\]{}<>]*)[)\]}>]/g;
/** Folders are often named `1998 - Title`. */
const folderYear = /^(?:19|20)\d\d\s+[-–]\s+(?=\S)/;
const inlineGuests = /\s(?:feat|ft|featuring)\b\.?\s+(.+)$/i;
const trailing =
  /(?<= )(?:(?:super )?deluxe(?: edition| version)?|(?:\d{4} )?(?:digital )?remaster(?:ed)?(?: \d{4}| edition| version)?|\d+(?:th|st|nd|rd)? anniversary(?: edition)?|(?:expanded|special|limited|bonus(?: track)?|collectors?|legacy) edition|(?:disc|disk|cd) ?\d{1,2}|(?:album|single|original) version)$/;
const roman: Readonly<Record<string, string>> = Object.fromEntries(
  'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi'
    .split(' ')
    .map((r, at) => [r, `${at + 1}`]),
);
const numberWords: Readonly<Record<string, string>> = Object.fromEntries(
  'one two three four five six seven eight nine ten'.split(' ').map((w, at) => [w, `${at + 1}`]),
);
const volumeWords: Readonly<Record<string, string>> = {
  vol: 'volume',
  volume: 'volume',
  pt: 'part',
  part: 'part',
  no: 'no',
  nr: 'no',
  op: 'op',
  opus: 'op',
  chapter: 'chapter',
  book: 'book',
};

export function parseTitle(text: string): Title {
  const found: Found = { editions: [], natures: new Set(), guests: [], oneDisc: false };
  const asides: string[] = [];
  let rest = flipArticle(text.replace(/_/g, ' ').trim()).replace(folderYear, '');
  rest = rest.replace(bracket, (_, inside: string) => {
    if (!classify(inside, found)) asides.push(inside);
    return ' ';
  });
  rest = rest.replace(inlineGuests, (_, names: string) => {
    found.guests.push(names);
    return '';
  });
  for (let dash = rest.lastIndexOf(' - '); dash > 0; dash = rest.lastIndexOf(' - ')) {
    if (!classify(rest.slice(dash + 3), found)) break;
    rest = rest.slice(0, dash);
  }
  rest = withoutKind(rest, found);
  const bare = canonical(stripTrailing(fold(rest), found));
  const full =
    asides.length === 0
      ? bare
      : canonical(stripTrailing(fold(aroundAsides(text, asides, rest)), found));
  const named = bare.words.length > 0 ? bare : full;
  return {
    full: full.words.length > 0 ? full : named,
    bare: named,
    editions: found.editions,
    natures: found.natures,
    guests: found.guests,
    oneDisc: found.oneDisc,
    numbers: full.words.filter((word) => /^\d+$/.test(word)),
    common: commonTitles.has(named.compact) || named.compact.length < 4,
    unknown:
      placeholder.test(named.compact) && !/^[1-9]\d+$/.test(text.trim())
        ? true
        : unknownText.test(named.compact),
    ...(found.type === undefined ? {} : { type: found.type }),
  };
}

/** `Pulp Fiction: Music From the Motion Picture` is `Pulp Fiction (Music From …)`. */
function withoutKind(title: string, found: Found): string {
  const colon = title.lastIndexOf(':');
  if (colon < 1) return title;
  const type = typeSuffixes[fold(title.slice(colon + 1)).words.join(' ')];
  if (type === undefined) return title;
  found.type = type;
  return title.slice(0, colon);
}

interface Found {
  readonly editions: string[];
  readonly natures: Set<string>;
  readonly guests: string[];
  oneDisc: boolean;
  type?: string;
}

/** True where the segment says something about the work and is no part of its name. */
function classify(segment: string, found: Found): boolean {
  const words = fold(segment).words.join(' ');
  if (words === '') return true;
  const spaced = ` ${words} `;
  if (guests.test(words)) {
    found.guests.push(segment.replace(/^\s*\S+\s+/, ''));
    return true;
  }
  const type = typeSuffixes[words];
  if (type !== undefined) {
    found.type = type;
    return true;
  }
  if (discs.test(words)) {
    found.oneDisc = true;
    return true;
  }
  let known = false;
  for (const [nature, markers] of Object.entries(natures)) {
    if (!markers.some((marker) => spaced.includes(` ${marker} `))) continue;
    if (nature === 'abridged' && spaced.includes(' unabridged ')) continue;
    found.natures.add(nature);
    known = true;
  }
  if (editions.some((marker) => spaced.includes(` ${marker} `))) {
    found.editions.push(words);
    known = true;
  }
  if (!known && /^(?:19|20)\d\d$/.test(words)) {
    found.editions.push(words);
    known = true;
  }
  return known;
}

function stripTrailing(folded: Folded, found: Found): Folded {
  let text = folded.words.join(' ');
  for (const [pattern, nature] of bareNatures) if (pattern.test(text)) found.natures.add(nature);
  for (let cut = trailing.exec(text); cut !== null; cut = trailing.exec(text)) {
    if (discs.test(cut[0])) found.oneDisc = true;
    else found.editions.push(cut[0]);
    text = text.slice(0, cut.index).trim();
  }
  const last = /(?<= )(ep|single|ost|original (?:motion picture )?soundtrack)$/.exec(text);
  if (last?.[1] !== undefined) {
    found.type = typeSuffixes[last[1]] ?? found.type ?? last[1];
    text = text.slice(0, last.index).trim();
  }
  return { ...folded, words: text === '' ? [] : text.split(' ') };
}

/** Without a leading article, `Vol. II` as `volume 2`. */
function canonical(folded: Folded): Folded {
  const words = folded.words.map((word, at) => {
    const volume = volumeWords[word];
    if (volume !== undefined && folded.words[at + 1] !== undefined) return volume;
    if (at === 0) return word;
    const before = folded.words[at - 1] ?? '';
    const counted = before in volumeWords;
    const single = word.length === 1;
    const number = roman[word];
    if (number !== undefined && (counted || !single)) return number;
    if (counted && numberWords[word] !== undefined) return numberWords[word];
    return /^0+\d/.test(word) ? word.replace(/^0+/, '') : word;
  });
  const first = words[0];
  if (words.length > 1 && first !== undefined && articles.has(first)) words.shift();
  return { ...folded, words, compact: words.join('') };
}

/** The name with its own brackets kept where they stand. */
function aroundAsides(text: string, asides: readonly string[], rest: string): string {
  const opens = text.trimStart().search(/[([{<]/) === 0;
  return opens ? `${asides.join(' ')} ${rest}` : `${rest} ${asides.join(' ')}`;
}

/** `Wall, The` as `The Wall`. */
export function flipArticle(text: string): string {
  const comma = text.lastIndexOf(', ');
  if (comma <= 0) return text;
  const tail = text.slice(comma + 2);
  return articles.has(tail.toLowerCase()) ? `${tail} ${text.slice(0, comma)}` : text;
}
