import type { Prepared } from '../prepare.ts';
import { type Folded, fold } from '../text/fold.ts';
import { similarity } from '../text/similarity.ts';
import { numberOf } from './markers.ts';
import type { TitlePart } from './title.ts';

/** A title read with what either side knows of author and series: those parts are no name of the book. */
export interface Reading {
  readonly main: Folded;
  readonly subtitle?: Folded;
  /** What is left of the title, first to last. */
  readonly names: readonly Folded[];
  /** Which one of which series; without a name where the title says only a number. */
  readonly places: readonly Place[];
}
export interface Place {
  readonly series?: Folded;
  readonly number: string;
}

export function readWith(own: Prepared, other: Prepared): Reading {
  const book = own.book ?? { parts: [{ name: own.title.bare }], numbers: [] };
  const series = [...seriesNames(own), ...seriesNames(other)];
  const people = [
    ...[own, other].flatMap(({ creators }) => [creators.whole, ...creators.names]),
    ...[own, other].flatMap(({ description }) => (description.narrators ?? []).map(fold)),
  ];
  const places: Place[] = [
    ...(own.description.series ?? []).flatMap(({ name, sequence }) =>
      sequence ? [{ series: fold(name), number: partNumber(sequence) }] : [],
    ),
    ...book.numbers.map((number) => ({ number })),
  ];
  const titles: Folded[] = [];
  const leftovers: Folded[] = [];
  for (const [at, part] of book.parts.entries()) {
    const { name, number } = withoutTrailing(part, at, book.parts, series);
    if (number !== undefined) places.push({ series: name, number });
    if (number === undefined && !isOneOf(name, people) && !isSeries(name, series))
      titles.push(name);
    else leftovers.push(name);
  }
  // A title that is nothing but the author's or series' name is the title all the same.
  const names = titles.length > 0 ? titles : leftovers.slice(-1);
  const [main = own.title.bare, ...rest] = names.map((name) => withoutBy(name, people));
  return {
    main,
    names: [main, ...rest],
    places,
    ...(rest.length > 0 ? { subtitle: joined(rest) } : {}),
  };
}

const seriesNames = ({ description }: Prepared) =>
  (description.series ?? []).map(({ name }) => fold(name));

/** `Book 02` and `2.0` as `2`; `1-3` stays what it is. */
function partNumber(sequence: string): string {
  const range = /(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)/.exec(sequence);
  if (range) return `${Number(range[1])}-${Number(range[2])}`;
  const digits = /\d+(?:\.\d+)?/.exec(sequence)?.[0];
  return digits === undefined ? numberOf(sequence.trim().toLowerCase()) : String(Number(digits));
}

/** `Dune 01 - Dune`: a number behind a name is a place where the name is a series, or another part the title. */
function withoutTrailing(
  { name, number }: TitlePart,
  at: number,
  parts: readonly TitlePart[],
  series: readonly Folded[],
): TitlePart {
  const last = name.words.at(-1) ?? '';
  if (number !== undefined) return { name, number };
  if (name.words.length < 2 || !/^\d{1,3}$/.test(last)) return { name };
  const shorter = shortened(name);
  const named = isSeries(shorter, series) || (at === 0 && parts.length > 1 && last.length < 4);
  // `Dune 1` is Dune; of any other number a title alone says too little.
  const mayBe = parts.length > 1 ? named : Number(last) === 1;
  return mayBe ? { name: shorter, number: numberOf(last) } : { name };
}

function shortened(name: Folded): Folded {
  const words = name.words.slice(0, -1);
  return { ...name, words, compact: words.join('') };
}

const isOneOf = (name: Folded, others: readonly Folded[]) =>
  others.some((other) => other.compact !== '' && similarity(name, other) > 0.9);

/** `Dune Chronicles` and `The Dune Chronicles` are one series, and `Stormlight` is the Stormlight Archive. */
const isSeries = (name: Folded, series: readonly Folded[]) =>
  series.some((other) => sameSeries(name, other));

const generic = new Set(
  'the a an series saga chronicles cycle archive novels trilogy books'.split(' '),
);
export function sameSeries(a: Folded, b: Folded): boolean {
  const bare = ({ words }: Folded) => words.filter((word) => !generic.has(word)).join('');
  const [mine, theirs] = [bare(a), bare(b)];
  return similarity(a, b) > 0.85 || (mine !== '' && mine === theirs);
}

/** `Dune by Frank Herbert` as `Dune`. */
function withoutBy(name: Folded, people: readonly Folded[]): Folded {
  const by = name.words.lastIndexOf('by');
  if (by < 1) return name;
  const who = name.words.slice(by + 1);
  const person = { ...name, words: who, compact: who.join('') };
  if (!isOneOf(person, people)) return name;
  const words = name.words.slice(0, by);
  return { ...name, words, compact: words.join('') };
}

function joined(names: readonly Folded[]): Folded {
  const words = names.flatMap((name) => name.words);
  return {
    words,
    compact: words.join(''),
    transliterated: names.some(({ transliterated }) => transliterated),
    opaque: names.some(({ opaque }) => opaque),
  };
}
