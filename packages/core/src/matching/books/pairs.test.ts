import { expect, test } from 'vitest';
import type { Candidate, Query } from '../../spec.ts';
import { rank } from '../index.ts';

type Side = Partial<Omit<Query, 'kind'>>;
interface Pair {
  readonly what: string;
  readonly here: Side;
  readonly there: Side;
  readonly least?: number;
  readonly below?: number;
}

const hours = (count: number) => count * 3600;
const dune: Side = { title: 'Dune', creators: ['Frank Herbert'], durationSeconds: hours(21) };
const stormlight = [{ name: 'The Stormlight Archive', sequence: '2' }];
const words: Side = {
  title: 'Words of Radiance',
  creators: ['Brandon Sanderson'],
  durationSeconds: hours(48),
};
const sure = { least: 0.95 };
const likely = { least: 0.9 };
const review = { least: 0.8, below: 0.95 };
const no = { below: 0.5 };

const like = (what: string, title: string, bounds: object, base = dune, more: Side = {}): Pair => ({
  what,
  here: { ...base, title, ...more },
  there: base,
  ...bounds,
});

/** A book as libraries, tags and release sites call it, and as a catalogue does. */
const pairs: readonly Pair[] = [
  like('itself', 'Dune', sure),
  {
    what: 'a subtitle on one side',
    here: {
      title: 'Sapiens: A Brief History of Humankind',
      creators: ['Yuval Noah Harari'],
      durationSeconds: hours(15),
    },
    there: { title: 'Sapiens', creators: ['Yuval Noah Harari'], durationSeconds: hours(15) },
    ...sure,
  },
  {
    what: 'a subtitle on the other side',
    here: { title: 'Sapiens', creators: ['Yuval Noah Harari'], durationSeconds: hours(15) },
    there: {
      title: 'Sapiens: A Brief History of Humankind',
      creators: ['Yuval Noah Harari'],
      durationSeconds: hours(15),
    },
    ...sure,
  },
  like('its series behind it', 'Dune: Dune Chronicles, Book 1', sure),
  like('its volume before it', 'Vol 1 - Dune', likely),
  like('series and number before it', 'Dune 01 - Dune', likely),
  like('its author before it', 'Frank Herbert - Dune', likely),
  like('its author behind it', 'Dune by Frank Herbert', likely),
  like('unabridged in brackets', 'Dune (Unabridged)', sure),
  like('unabridged as a part', 'Dune - Unabridged', sure),
  like('a format in brackets', 'Dune [m4b]', sure),
  like('a year before it', '2007 - Dune', likely),
  like('a novel', 'Dune: A Novel', sure),
  like('an edition', 'Dune (40th Anniversary Edition)', likely),
  like('its narrator in braces', 'Dune {Scott Brick}', sure),
  like('its narrator in words', 'Dune (read by Scott Brick)', sure),
  like('an underscore', 'Dune_', sure),
  like('an article behind it', 'Way of Kings, The', likely, {
    ...words,
    title: 'The Way of Kings',
  }),
  like('series in brackets', 'Words of Radiance (The Stormlight Archive, Book 2)', sure, words),
  like('series with #', 'Words of Radiance (Stormlight Archive #2)', sure, words),
  like('series before a colon', 'The Stormlight Archive 2: Words of Radiance', likely, {
    ...words,
    series: stormlight,
  }),
  like(
    'the series alone',
    'Stormlight Archive 2',
    review,
    { ...words, series: stormlight },
    { series: [] },
  ),
  like(
    'another part of the series',
    'Words of Radiance',
    no,
    { ...words, series: stormlight },
    { series: [{ name: 'Stormlight Archive', sequence: '3' }] },
  ),
  like(
    'another volume',
    'Vol 3 - Dune',
    no,
    { ...dune, series: [{ name: 'Dune', sequence: '1' }] },
    { series: [] },
  ),
  {
    what: 'the next book of the series',
    here: { ...dune, title: 'Dune Messiah', durationSeconds: hours(9) },
    there: dune,
    ...no,
  },
  {
    what: 'forenames and initials',
    here: {
      title: 'The Hobbit',
      creators: ['John Ronald Reuel Tolkien'],
      durationSeconds: hours(11),
    },
    there: { title: 'The Hobbit', creators: ['J.R.R. Tolkien'], durationSeconds: hours(11) },
    least: 0.8,
  },
  {
    what: 'initials with spaces, without a length',
    here: { title: 'The Hobbit', creators: ['J. R. R. Tolkien'] },
    there: { title: 'The Hobbit', creators: ['John Ronald Reuel Tolkien'] },
    least: 0.8,
  },
  {
    what: 'a surname first',
    here: {
      title: 'A Wizard of Earthsea',
      creators: ['Le Guin, Ursula K.'],
      durationSeconds: hours(7),
    },
    there: {
      title: 'A Wizard of Earthsea',
      creators: ['Ursula K. Le Guin'],
      durationSeconds: hours(7),
    },
    ...likely,
  },
  {
    what: 'a number and its words',
    here: { title: '1984', creators: ['George Orwell'], durationSeconds: hours(11) },
    there: {
      title: 'Nineteen Eighty-Four',
      creators: ['George Orwell'],
      durationSeconds: hours(11),
    },
    ...review,
  },
  {
    what: 'a number that is the name',
    here: { title: 'Fahrenheit 451', creators: ['Ray Bradbury'], durationSeconds: hours(5) },
    there: {
      title: 'Fahrenheit 451: A Novel',
      creators: ['Ray Bradbury'],
      durationSeconds: hours(5),
    },
    ...sure,
  },
  {
    what: 'the same ASIN, with the series in the title',
    here: {
      title: 'The Way of Kings: The Stormlight Archive, Book 1',
      creators: ['Brandon Sanderson'],
      ids: { asin: 'B003ZWFO7E' },
    },
    there: {
      title: 'The Way of Kings',
      creators: ['Brandon Sanderson'],
      ids: { asin: 'B003ZWFO7E' },
    },
    ...sure,
  },
  {
    what: 'another country’s ASIN',
    here: { ...dune, ids: { asin: 'B002V1OF70' } },
    there: { ...dune, ids: { asin: 'B0036I54I6' } },
    ...likely,
  },
  {
    what: 'an old ASIN that is now of another book',
    here: { ...dune, ids: { asin: 'B002V1OF70' } },
    there: {
      title: 'Cooking for Two',
      creators: ['Jane Doe'],
      durationSeconds: hours(4),
      ids: { asin: 'B002V1OF70' },
    },
    ...no,
  },
  {
    what: 'a pen name on a recording of equal length',
    here: {
      title: "The Cuckoo's Calling",
      creators: ['J. K. Rowling'],
      durationSeconds: hours(16),
    },
    there: {
      title: "The Cuckoo's Calling",
      creators: ['Robert Galbraith'],
      durationSeconds: hours(16),
    },
    ...review,
  },
  {
    what: 'a pen name, the same narrator',
    here: {
      title: "The Cuckoo's Calling",
      creators: ['J. K. Rowling'],
      narrators: ['Robert Glenister'],
      durationSeconds: hours(16),
    },
    there: {
      title: "The Cuckoo's Calling",
      creators: ['Robert Galbraith'],
      narrators: ['Robert Glenister'],
      durationSeconds: hours(16),
    },
    ...review,
  },
  {
    what: 'the same title by somebody else',
    here: { title: 'The Stand-In', creators: ['Lily Chu'], durationSeconds: hours(12) },
    there: { title: 'The Stand-In', creators: ['Steve Bloom'], durationSeconds: hours(8) },
    ...no,
  },
  like('a play of it', 'Dune (Dramatized Adaptation)', no, dune, { durationSeconds: hours(20) }),
  like('a radio play of it', 'Dune: A BBC Radio Full-Cast Drama', no, dune, {
    durationSeconds: hours(3),
  }),
  like('half of it', 'Dune (1 of 2) [Dramatized Adaptation]', no),
  like('a summary of it', 'Summary of Dune by Frank Herbert', no, dune, {
    durationSeconds: hours(1),
  }),
  like('a study guide', 'Dune: Study Guide', no, dune, {
    creators: ['SuperSummary'],
    durationSeconds: hours(1),
  }),
  like('a sample', 'Dune (Sample)', no, dune, { durationSeconds: 300 }),
  like('a set of three', 'Dune: Books 1-3', no, dune, { durationSeconds: hours(60) }),
  like('a trilogy', 'The Dune Trilogy', no, dune, { durationSeconds: hours(60) }),
  like('abridged', 'Dune (Abridged)', no, dune, { durationSeconds: hours(6) }),
  like('half as long without a word', 'Dune', { below: 0.8 }, dune, { durationSeconds: hours(10) }),
  like(
    'another language',
    'Dune',
    { below: 0.5 },
    { ...dune, language: 'fr' },
    { language: 'English' },
  ),
  {
    what: 'another language without a length',
    here: { title: 'Dune', creators: ['Frank Herbert'], language: 'en' },
    there: { title: 'Dune', creators: ['Frank Herbert'], language: 'fre' },
    below: 0.5,
  },
  {
    what: 'one language by two names',
    here: { ...dune, language: 'en-GB' },
    there: { ...dune, language: 'English' },
    ...sure,
  },
  {
    what: 'another reading',
    here: { ...dune, narrators: ['Scott Brick'] },
    there: { ...dune, narrators: ['George Guidall'], durationSeconds: hours(22) },
    below: 0.8,
  },
  {
    what: 'two subtitles',
    here: { title: 'Harry Potter: The Chamber of Secrets', creators: ['J.K. Rowling'] },
    there: { title: "Harry Potter: The Philosopher's Stone", creators: ['J.K. Rowling'] },
    ...no,
  },
  {
    what: 'a translator beside the author',
    here: { title: 'The Three-Body Problem', creators: ['Cixin Liu'], durationSeconds: hours(13) },
    there: {
      title: 'The Three-Body Problem',
      creators: ['Cixin Liu', 'Ken Liu'],
      durationSeconds: hours(13),
    },
    ...likely,
  },
  like('a number behind it', 'Dune 1', likely),
  like('a padded number before it', '01 Dune', likely),
  like('a number in words', 'Dune Book One', likely),
  like('an ASIN in brackets', 'Dune [B002V1OF70]', likely),
  like('the comic', 'Dune: The Graphic Novel, Book 1', no),
  like('a part of it', 'Dune, Part 1', no, dune, { durationSeconds: hours(10) }),
  {
    what: 'a year that is the name',
    here: { title: '2001: A Space Odyssey', creators: ['Arthur C. Clarke'] },
    there: { title: '2001 A Space Odyssey', creators: ['Arthur C. Clarke'] },
    ...likely,
  },
  {
    what: 'a series that nobody told',
    here: {
      title: 'Mistborn: The Final Empire',
      creators: ['Brandon Sanderson'],
      durationSeconds: hours(24),
    },
    there: {
      title: 'The Final Empire',
      creators: ['Brandon Sanderson'],
      durationSeconds: hours(24),
    },
    ...likely,
  },
  {
    what: 'a German volume',
    here: {
      title: 'Me, Mum & Mystery, Band 01',
      creators: ['Lucy Astner'],
      durationSeconds: hours(4),
    },
    there: { title: 'Me, Mum & Mystery', creators: ['Lucy Astner'], durationSeconds: hours(4) },
    ...likely,
  },
];

test.each(pairs)('$what', ({ here, there, least = 0, below = 2 }) => {
  const query: Query = { kind: 'book', title: '', creators: [], ...here };
  const candidate: Candidate = { id: 'x', title: '', creators: [], claims: [], ...there };
  for (const [one, other] of [
    [query, candidate],
    [
      { ...candidate, kind: 'book' },
      { ...query, id: 'x', claims: [] },
    ],
  ] as const) {
    const [match] = rank({
      source: 's',
      weight: 1,
      query: one as Query,
      candidates: [other as Candidate],
    });
    expect(match?.score, JSON.stringify(match?.reasons)).toBeGreaterThanOrEqual(least);
    expect(match?.score, JSON.stringify(match?.reasons)).toBeLessThan(below);
  }
});
