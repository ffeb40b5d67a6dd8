import type { Source, Subject } from '@earmark/core';
import { apply, EarmarkError, reviewed } from '@earmark/core';
import { expect, test } from 'vitest';
import { createHouse } from '../__tests__/house.ts';
import { createBookHistory, nextBooks } from '../index.ts';
import { createChoice } from './choose.ts';

function shop(silent: ReadonlySet<string> = new Set()) {
  const asked: string[] = [];
  const source: Source = {
    spec: 1,
    kind: 'source',
    name: 'shop',
    answers: ['book'],
    async find({ title, creators }) {
      asked.push(title);
      if (silent.has(title)) throw new EarmarkError('network', 'down');
      if (title.startsWith('Unknown')) return [];
      return [{ id: title, title, creators, publisher: 'P', year: 1990, claims: [] }];
    },
  };
  return { source, asked };
}
const dayMs = 86_400_000;
const books = Array.from({ length: 12 }, (_, at) => ({
  id: `b${at}`,
  title: `Book ${at}`,
  authors: ['Ann'],
}));

test('five a day, others the next day, over restarts; then the longest ago', async () => {
  const { source, asked } = shop();
  await using house = await createHouse({ books, sources: [source], audiobooks: { dailyMax: 5 } });
  const round = async () => {
    const { audiobooks, run } = await house.start();
    const { items, result } = await run(audiobooks.enrich());
    expect(result.outcome).toBe('completed');
    return items[0];
  };
  expect(await round()).toMatchObject({ asked: 5, hits: 5 });
  expect(await round()).toMatchObject({ asked: 0 });
  await house.clock.sleep(dayMs);
  expect(await round()).toMatchObject({ asked: 5 });
  expect(new Set(asked).size).toBe(10);
  await house.clock.sleep(dayMs);
  await round();
  expect(new Set(asked).size).toBe(12);
  expect(asked.slice(12)).toEqual(asked.slice(0, 3));
});

test('whose turn is next is on record, with the reason', async () => {
  const { source } = shop();
  const few = books.slice(0, 4).map((book, at) => ({ ...book, ...(at === 0 && { asin: 'A' }) }));
  await using house = await createHouse({
    ...{ books: few, sources: [source] },
    audiobooks: { dailyMax: 2 },
  });
  const { audiobooks, run, earmark } = await house.start();
  const history = createBookHistory((await earmark.shared()).records, 'default');
  const next = async () => (await nextBooks(history))?.books.map(({ title }) => title);
  expect(await next()).toBeUndefined();
  await run(audiobooks.coverage());
  expect(await next()).toEqual(['Book 0', 'Book 1']);
  await run(audiobooks.enrich({ dryRun: true }));
  expect(await next()).toEqual(['Book 0', 'Book 1']);
  await run(audiobooks.enrich());
  const [first] = (await nextBooks(history))?.books ?? [];
  expect(await next()).toEqual(['Book 2', 'Book 3']);
  expect(first?.empty).toContain('narrator');
  await house.clock.sleep(dayMs);
  await run(audiobooks.enrich());
  expect((await nextBooks(history))?.books[0]).toMatchObject({
    ...{ title: 'Book 0', result: 'hit', askedAt: expect.any(Number) },
    empty: expect.not.arrayContaining(['asin']),
  });
});

test('a miss is stamped, a failure is not, and both are told', async () => {
  const silent = new Set(['Down']);
  const { source, asked } = shop(silent);
  const few = [
    { id: 'b1', title: 'Down', authors: ['Ann'] },
    { id: 'b2', title: 'Unknown', authors: ['Ann'] },
    { id: 'b3', title: 'Known', authors: ['Ann'] },
  ];
  await using house = await createHouse({ books: few, sources: [source] });
  const { audiobooks, run } = await house.start();
  const { items } = await run(audiobooks.enrich());
  expect(items[0]).toMatchObject({ asked: 3, hits: 1, misses: 1, failed: 1 });
  // Of the book that nobody answered for, no decision waits.
  const { reviews } = await house.kept.account('default');
  expect(items[0]?.queued).toBe(await reviews.count({ status: 'pending' }));
  silent.clear();
  asked.length = 0;
  await house.clock.sleep(dayMs);
  await run(audiobooks.enrich());
  expect(asked[0]).toBe('Down');
});

test('what is there stays: only gaps are proposed, and wait for a yes', async () => {
  const { source } = shop();
  const full = [{ id: 'b1', title: 'Known', authors: ['Ann'], publisher: 'X' }];
  await using house = await createHouse({ books: full, sources: [source] });
  const { audiobooks, run } = await house.start();
  const { items } = await run(audiobooks.enrich());
  expect(items[0]?.coverage.libraries).toMatchObject({
    'abs:aaaaaaaa-0000-4000-8000-000000000001': { books: 1, filled: { publisher: 1 } },
  });
  const { reviews } = await house.kept.account('default');
  const fields = (await reviews.list()).map(({ field }) => field);
  expect(fields).toEqual(['year']);
  expect(house.server.patches).toEqual([]);
});

test('chapters wait for a yes, then the server has them; named ones are never asked about', async () => {
  const claims = ['0 Opening', '61.5 Arrakis'].map((value) => ({
    ...{ field: 'chapter', value, strength: 0.8 },
    level: 'release' as const,
  }));
  const source: Source = {
    ...shop().source,
    find: async ({ title, creators }) => [
      { id: title, title, creators, durationSeconds: 3_602, claims },
    ],
  };
  const own = [{ id: 0, start: 0, end: 3_600, title: 'Foreword' }];
  const few = [
    { id: 'b1', title: 'Bare', authors: ['Ann'] },
    { id: 'b2', title: 'Named', authors: ['Ann'], chapters: own },
  ];
  await using house = await createHouse({ books: few, sources: [source] });
  const { audiobooks, run, earmark } = await house.start();
  await run(audiobooks.enrich());
  const pending = (await earmark.reviews.list()).filter(({ field }) => field === 'chapter');
  expect(pending.map(({ title }) => title)).toEqual(['Ann – Bare']);
  await earmark.reviews.acceptAll({ field: 'chapter' }, 'anna');
  await run(reviewed().pipe(apply()));
  expect(house.server.books.map(({ chapters }) => chapters)).toEqual([
    [
      { id: 0, start: 0, end: 61.5, title: 'Opening' },
      { id: 1, start: 61.5, end: 3_600, title: 'Arrakis' },
    ],
    own,
  ]);
});

test('the next fifty of twenty thousand: empty before whole, never asked first, and no more is held', () => {
  const subject = (at: number): Subject => ({
    kind: 'book',
    id: `s${String(at).padStart(5, '0')}`,
    title: `T${at}`,
    creators: [],
    targets: [
      {
        sink: 'abs',
        id: `abs:l:${at}`,
        fields: Object.fromEntries(
          at % 2 === 0
            ? []
            : [
                'narrator',
                'series',
                'publisher',
                'year',
                'description',
                'isbn',
                'asin',
                'language',
              ].map((field) => [field, ['x']]),
        ),
      },
    ],
  });
  const stamps = new Map(
    Array.from({ length: 19_990 }, (_, at) => [
      `s${String(at).padStart(5, '0')}`,
      { subject: '', at: 20_000 - at, result: 'hit' as const },
    ]),
  );
  const choice = createChoice(stamps, 50);
  for (let at = 0; at < 20_000; at += 1) choice.offer(subject(at));
  const ids = choice.chosen().map(({ id }) => id);
  expect(ids).toHaveLength(50);
  expect(ids.slice(0, 6)).toEqual(['s19990', 's19992', 's19994', 's19996', 's19998', 's19988']);
});
