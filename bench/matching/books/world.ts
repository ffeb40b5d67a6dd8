import type { Candidate } from '@earmark/core';
import type { Random } from '../world/random.ts';
import { adjectives, firstNames, lastNames, nouns, verbs } from '../world/words.ts';

/** One recording of one book. */
export interface Recording {
  readonly id: string;
  readonly book: Book;
  readonly narrators: readonly string[];
  readonly seconds: number;
  readonly language: string;
  readonly asin: string;
  readonly nature?: 'dramatised' | 'abridged' | 'summary' | 'omnibus' | 'part' | 'sample';
}
export interface Book {
  readonly title: string;
  readonly subtitle?: string;
  readonly authors: readonly string[];
  readonly series?: { readonly name: string; readonly part: number };
  readonly year: number;
}

const languages = ['en', 'en', 'en', 'en', 'de', 'fr'] as const;

export function createBooks(random: Random, authors: number): readonly Recording[] {
  const recordings: Recording[] = [];
  const names = Array.from({ length: authors }, () => person(random));
  for (const author of names) {
    const inSeries = random.chance(0.6);
    const series = `${random.pick(adjectives)} ${random.pick(nouns)}${random.pick([' Saga', ' Chronicles', ''])}`;
    const count = random.between(2, 6);
    for (let part = 1; part <= count; part += 1) {
      const book: Book = {
        title: titleOf(random, series, part),
        authors: random.chance(0.08) ? [author, random.pick(names)] : [author],
        year: random.between(1950, 2025),
        ...(random.chance(0.35)
          ? {
              subtitle: `A ${random.pick(adjectives)} ${random.pick(nouns)} of ${random.pick(nouns)}`,
            }
          : {}),
        ...(inSeries ? { series: { name: series, part } } : {}),
      };
      recordings.push(...readingsOf(random, book, recordings.length));
    }
  }
  return recordings;
}

export const person = (random: Random) =>
  [
    random.pick(firstNames),
    ...(random.chance(0.25) ? [random.pick(firstNames)] : []),
    random.pick(lastNames),
  ].join(' ');

function titleOf(random: Random, series: string, part: number): string {
  // The first of a series often has its name.
  if (part === 1 && random.chance(0.25)) return series;
  const words = [`The ${random.pick(adjectives)} ${random.pick(nouns)}`, random.pick(nouns)];
  words.push(
    `${random.pick(verbs)} ${random.pick(nouns)}`,
    `${random.pick(nouns)} ${random.between(2, 99)}`,
  );
  return random.pick(words);
}

function readingsOf(random: Random, book: Book, from: number): readonly Recording[] {
  const seconds = random.between(5, 30) * 3600 + random.between(0, 3599);
  const base = { book, language: 'en' };
  let at = from;
  const make = (rest: Partial<Recording>): Recording => {
    at += 1;
    return {
      ...base,
      id: `r${at}`,
      narrators: [person(random)],
      seconds,
      asin: `B0${String(at).padStart(8, '0')}`,
      ...rest,
    };
  };
  const readings = [make({})];
  if (random.chance(0.25))
    readings.push(make({ seconds: Math.round(seconds * (0.9 + random.next() * 0.25)) }));
  if (random.chance(0.15))
    readings.push(make({ nature: 'dramatised', seconds: Math.round(seconds * 0.9) }));
  if (random.chance(0.15))
    readings.push(make({ nature: 'abridged', seconds: Math.round(seconds * 0.4) }));
  if (random.chance(0.2)) readings.push(make({ nature: 'summary', seconds: 1_800 }));
  if (random.chance(0.1)) readings.push(make({ nature: 'sample', seconds: 300 }));
  if (book.series && random.chance(0.2))
    readings.push(make({ nature: 'omnibus', seconds: seconds * 3 }));
  if (random.chance(0.2))
    readings.push(make({ language: random.pick(languages), seconds: Math.round(seconds * 1.1) }));
  return readings;
}

/** As a shop lists it. */
export function listed(random: Random, recording: Recording): Candidate {
  const { book, narrators, seconds, language, nature, asin, id } = recording;
  const marks = {
    dramatised: ' (Dramatized Adaptation)',
    abridged: ' (Abridged)',
    summary: '',
    omnibus: ': Books 1-3',
    part: ' (1 of 2)',
    sample: ' (Sample)',
  };
  const named =
    book.subtitle && random.chance(0.7) ? `${book.title}: ${book.subtitle}` : book.title;
  const inSeries =
    book.series && random.chance(0.3)
      ? `${named}: ${book.series.name}, Book ${book.series.part}`
      : named;
  const title =
    nature === 'summary' ? `Summary of ${book.title}` : `${inSeries}${nature ? marks[nature] : ''}`;
  return {
    id,
    title,
    creators: nature === 'summary' ? ['Quick Reads'] : book.authors,
    narrators,
    durationSeconds: Math.round(seconds / 60) * 60,
    language,
    ids: { asin },
    claims: [],
    ...(book.series && random.chance(0.7)
      ? { series: [{ name: book.series.name, sequence: String(book.series.part) }] }
      : {}),
  };
}
