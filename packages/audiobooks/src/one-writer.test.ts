import { createAbsStandIn, createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { live } from './__tests__/live.ts';

const isLong = process.env.EARMARK_SOAK === '1';
const child = './patch-child.ts';

const shelfOf = (count: number) =>
  createAbsStandIn({
    token: 'synthetic',
    books: Array.from({ length: count }, (_, at) => ({ id: `b${at}`, title: `Book ${at}` })),
  });

test('killed while forty books are written, again and again: each is written once, and none by halves', async () => {
  const [count, stride] = isLong ? [40, 7] : [12, 41];
  await using folder = await createTempFolder();
  await using shelf = await shelfOf(count);
  let [end, kills] = ['killed', 0];
  for (let at = stride; end === 'killed'; at += stride) {
    end = await live(child, folder.path, [shelf.baseUrl, at]);
    if (end === 'killed') kills += 1;
  }
  expect(end).toBe('done');
  expect(kills).toBeGreaterThan(0);
  const bodies = shelf.patches.map((body) => JSON.stringify(body));
  expect(bodies).toHaveLength(count);
  expect(new Set(bodies).size).toBe(count);
  expect(shelf.books.map(({ publisher }) => publisher)).toEqual(
    shelf.books.map(({ title }) => `Publisher of ${title}`),
  );
}, 300_000);

test('two processes with the same new series: never two changes on their way, and the server lives', async () => {
  await using folder = await createTempFolder();
  await using shelf = await shelfOf(isLong ? 50 : 10);
  const ends = await Promise.all(
    ['anna', 'ben'].map((account) => live(child, folder.path, [shelf.baseUrl, 0, account])),
  );
  expect(ends).toEqual(['done', 'done']);
  expect(shelf.mostPatchesAtOnce).toBe(1);
  expect(shelf.dead).toBeUndefined();
  expect(shelf.books.every(({ series }) => series[0]?.name === 'New')).toBe(true);
}, 120_000);
