import { createMemoryLock, type Fields } from '@earmark/core';
import { sinkSuite } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { setup, targetOf, token } from './__tests__/bench.ts';
import { createAbsSink } from './index.ts';

const id = 'book-1';
const everything: Fields = {
  title: ['The Name of the Wind'],
  subtitle: ['Day One'],
  artists: ['Patrick Rothfuss'],
  narrator: ['Nick Podehl'],
  series: ['The Kingkiller Chronicle'],
  seriespart: ['1'],
  genre: ['Fantasy', 'Epic'],
  tag: ['a', 'b'],
  year: ['2007'],
  publisher: ['DAW'],
  description: ['A <b>hero</b>.'],
  isbn: ['9780756404079'],
  asin: ['B002UZMLXM'],
  language: ['English'],
  explicit: ['1'],
  abridged: ['1'],
  chapter: ['0 One', '61.5 Two'],
};
const other: Fields = {
  ...Object.fromEntries(
    Object.entries(everything).map(([field, [first]]) => [field, [`${first} B`]]),
  ),
  series: ['Another'],
  seriespart: ['2.5'],
  year: ['2008'],
  isbn: ['9780306406157'],
  asin: ['B01N5AX61W'],
  explicit: [],
  abridged: [],
  chapter: ['0 Other'],
};

describe('the contract', () => {
  sinkSuite({ test }, async () => {
    const it = await setup({ books: [{ id, title: 'x' }] });
    return {
      ...it,
      target: targetOf(id),
      set: everything,
      otherSet: other,
      snapshot: async () => JSON.stringify({ ...it.server.books[0], updatedAt: 0 }),
      async tamper() {
        it.server.put({ id, title: 'Tampered', publisher: 'T', narrators: ['T'] });
      },
    };
  });
});

test('all fields are written in one go, and the second time nothing is sent', async () => {
  await using it = await setup({ books: [{ id }] });
  await it.set(id, everything);
  expect(it.server.patches).toHaveLength(1);
  expect(it.server.books[0]).toMatchObject({
    authors: ['Patrick Rothfuss'],
    series: [{ name: 'The Kingkiller Chronicle', sequence: '1' }],
    publishedYear: '2007',
    abridged: true,
  });
  await it.set(id, everything);
  expect(it.server.patches).toHaveLength(1);
});

test('undo puts every field back, what was empty to nothing; and the undo is undone', async () => {
  await using it = await setup({ books: [{ id, title: 'Before', narrators: ['N'] }] });
  const shown = () => ({ ...it.server.books[0], updatedAt: 0 });
  const before = shown();
  const receipt = await it.set(id, everything);
  const after = shown();
  const undone = await it.sink.revert(receipt, it.ctx);
  expect(shown()).toEqual(before);
  expect(it.server.books[0]).toMatchObject({ subtitle: null, publisher: null, asin: null });
  await it.sink.revert(undone, it.ctx);
  expect(shown()).toEqual(after);
});

test('what would end the server is never sent', async () => {
  await using it = await setup({ books: [{ id, authors: ['One'] }] });
  await it.set(id, {
    artists: ['Tw', 'tw', ' Tw ', ''],
    narrator: ['A', 'A', '', ' B '],
    series: ['Dup', 'dup'],
    seriespart: ['1', '2'],
  });
  expect(it.server.dead).toBeUndefined();
  expect(it.server.books[0]).toMatchObject({
    authors: ['Tw'],
    narrators: ['A', 'B'],
    series: [{ name: 'Dup', sequence: '1' }],
  });
});

test('order and case of authors and series are no difference', async () => {
  await using it = await setup({
    books: [
      {
        id,
        authors: ['A', 'B'],
        series: [
          { name: 'S', sequence: '1' },
          { name: 'T', sequence: null },
        ],
      },
    ],
  });
  await it.set(id, { artists: ['b', 'a'], series: ['t', 's'], seriespart: ['', '1'] });
  expect(it.server.patches).toEqual([]);
});

test('a description is sent as the server stores it, once', async () => {
  await using it = await setup({ books: [{ id }] });
  const set = { description: ['<script>x</script>1 < 2 <h1 onclick="y()">T</h1> & <i>so</i>'] };
  await it.set(id, set);
  expect(it.server.books[0]?.description).toBe('1 &lt; 2 T &amp; <i>so</i>');
  await it.set(id, set);
  expect(it.server.patches).toHaveLength(1);
});

test('fifty writes at once go one after the other', async () => {
  const books = Array.from({ length: 50 }, (_, at) => ({ id: `b${at}` }));
  await using it = await setup({ books });
  const set = { artists: ['The Same'], series: ['New'], seriespart: ['1'] };
  await Promise.all(books.map((book) => it.set(book.id, set)));
  expect(it.server.dead).toBeUndefined();
  expect(it.server.mostPatchesAtOnce).toBe(1);
  expect(it.server.books.every(({ authors }) => authors[0] === 'The Same')).toBe(true);
});

test('two processes take turns by the lease on the server', async () => {
  const books = Array.from({ length: 10 }, (_, at) => ({ id: `b${at}` }));
  const plain = createMemoryLock();
  const locks = {
    ...plain,
    async acquire(key: string) {
      for (;;) {
        const lease = await plain.acquire(key, {}).catch(() => undefined);
        if (lease) return lease;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
  await using it = await setup({ books }, { locks });
  const second = createAbsSink({ baseUrl: it.server.baseUrl, token, locks });
  const set = { artists: ['The Same'] };
  const ctx = it.contextOf(second);
  await Promise.all(
    books.map(async (book, at) => {
      if (at % 2 === 0) return it.set(book.id, set);
      const change = { kind: 'fields', target: targetOf(book.id), set } as const;
      return second.apply(await second.plan(change, ctx), ctx);
    }),
  );
  expect(it.server.mostPatchesAtOnce).toBe(1);
  expect(it.server.dead).toBeUndefined();
});

test.each([
  ['isbn', 'nonsense'],
  ['asin', 'lower case'],
  ['year', 'circa 1815'],
  ['title', ''],
  ['abridged', 'false'],
  ['chapter', 'Intro'],
  ['mood', 'dark'],
])('%s "%s" is refused before anything is sent', async (field, value) => {
  await using it = await setup({ books: [{ id }] });
  const work = it.set(id, { [field]: [value] });
  await expect(work).rejects.toMatchObject({ code: 'unsupported' });
  expect(it.server.patches).toEqual([]);
});

test('parts alone are taken where they can only be meant one way', async () => {
  const series = [{ name: 'S', sequence: '1' }];
  await using it = await setup({ books: [{ id, series }] });
  await it.set(id, { seriespart: ['3'] });
  expect(it.server.books[0]?.series).toEqual([{ name: 'S', sequence: '3' }]);
  await expect(it.set(id, { seriespart: ['1', '2'] })).rejects.toMatchObject({
    code: 'unsupported',
  });
  await it.set(id, { series: ['S', 'New'] });
  expect(it.server.books[0]?.series).toEqual([
    { name: 'S', sequence: '3' },
    { name: 'New', sequence: '' },
  ]);
});

test.each(['../../me', '..%2Fme', '%2e%2e', 'a/b', 'a?b', 'a#b', ''])(
  'attack 37: the id %j never becomes an address',
  async (odd) => {
    await using it = await setup();
    await expect(it.set(odd, { title: ['x'] })).rejects.toMatchObject({ code: 'config' });
    expect(it.server.asked).toEqual([]);
  },
);

test('an answer that is lost after the change was made is told by a look at the item', async () => {
  await using it = await setup({ books: [{ id }] });
  const change = { kind: 'fields', target: targetOf(id), set: { title: ['New'] } } as const;
  const plan = await it.sink.plan(change, it.ctx);
  it.server.mishaps(undefined, 'after');
  await expect(it.sink.apply(plan, it.ctx)).rejects.toMatchObject({ code: 'network' });
  expect(it.server.patches).toHaveLength(1);
  expect(await it.sink.inspect(plan, it.ctx)).toBe('after');
});

test('a body that cut the connection twice is not sent a third time', async () => {
  await using it = await setup({ books: [{ id }] });
  const cut = async () => {
    it.server.mishaps(undefined, undefined, 'before');
    return it.set(id, { title: ['Deadly'] });
  };
  await expect(cut()).rejects.toMatchObject({ code: 'network' });
  await expect(cut()).rejects.toMatchObject({ code: 'network' });
  await expect(it.set(id, { title: ['Deadly'] })).rejects.toMatchObject({ code: 'unsupported' });
  expect(it.server.patches).toEqual([]);
});

test.each([
  ['a page', 'page', 'bad-response'],
  ['an outage', 'broken', 'network'],
] as const)('%s is an error by its name, and never shows the key', async (_, mishap, code) => {
  await using it = await setup({ books: [{ id }] });
  it.server.mishaps(mishap);
  const work = it.set(id, { title: ['x'] });
  await expect(work).rejects.toMatchObject({ code });
  const error = await work.catch((thrown: Error) => thrown);
  expect(JSON.stringify([error, String(error), it.bench.logged])).not.toContain(token);
});

test('a user who may not update is told so, once an item', async () => {
  await using it = await setup({ books: [{ id }], permissions: { update: false } });
  await expect(it.set(id, { title: ['x'] })).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('permission to update'),
  });
  const findings = await it.sink.check?.(it.ctx);
  expect(findings?.find(({ level }) => level === 'failure')?.text).toContain('may not update');
});
