import type { Candidate } from '@earmark/core';
import type { ShelfBook } from '@earmark/testkit';
import { person } from '../matching/books/world.ts';
import type { Random } from '../matching/world/random.ts';
import { adjectives, nouns } from '../matching/world/words.ts';

/** What the services know of a book, and how likely it is that they have it: below a share they do. */
export interface Known {
  readonly luck: number;
  readonly spoken: Candidate;
  readonly printed: Candidate;
}

/** Books with the gaps that libraries have: most lack an ISBN or a description, half their narrator. */
export function library(random: Random, count: number) {
  const truth = new Map<string, Known>();
  const shelf = Array.from({ length: count }, (_, at): Partial<ShelfBook> => {
    const title = `The ${random.pick(adjectives)} ${random.pick(nouns)} of ${random.pick(nouns)} ${at}`;
    const [author, narrator] = [person(random), person(random)];
    const seconds = random.between(3, 30) * 3_600;
    const year = random.between(1950, 2025);
    const base = { title, creators: [author], year, language: 'en' };
    truth.set(title, {
      luck: random.next(),
      spoken: {
        ...base,
        id: `a${at}`,
        narrators: [narrator],
        publisher: 'Spoken House',
        durationSeconds: seconds,
        ids: { asin: `B0${String(at).padStart(8, '0')}` },
        claims: [
          { field: 'description', value: `All about ${title}.`, strength: 1, level: 'release' },
        ],
      },
      printed: {
        ...base,
        id: `g${at}`,
        publisher: 'Paper House',
        claims: [
          { field: 'description', value: `All about ${title}.`, strength: 1, level: 'release' },
          { field: 'isbn', value: isbnOf(at), strength: 1, level: 'release' },
        ],
      },
    });
    const has = (share: number) => random.chance(share);
    return {
      id: `b${at}`,
      title,
      authors: [author],
      duration: seconds + random.between(0, 20),
      ...(has(0.5) ? { narrators: [narrator] } : {}),
      ...(has(0.6) ? { publishedYear: String(year) } : {}),
      ...(has(0.3) ? { publisher: 'Spoken House' } : {}),
      ...(has(0.35) ? { description: 'Something.' } : {}),
      ...(has(0.2) ? { language: 'English' } : {}),
      ...(has(0.1) ? { asin: `B0${String(at).padStart(8, '0')}` } : {}),
    };
  });
  return { shelf, truth };
}

function isbnOf(at: number): string {
  const digits = `978${String(at).padStart(9, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
