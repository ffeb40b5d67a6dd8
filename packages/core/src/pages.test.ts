import { expect, test } from 'vitest';
import { createMemoryRecords } from './memory/records.ts';
import { everyRecord, pagesOf, rowsOf } from './pages.ts';

test.each([0, 1, 2, 3, 4, 5])('a list of %i is read to its end, and no further', async (length) => {
  const rows = Array.from({ length }, (_, at) => at);
  const asked: number[] = [];
  const seen: number[] = [];
  const read = async ({ limit, offset }: { limit: number; offset: number }) => {
    asked.push(offset);
    return rows.slice(offset, offset + limit);
  };
  for await (const page of pagesOf(read, 2)) seen.push(...page);
  expect(seen).toEqual(rows);
  expect(asked).toHaveLength(Math.floor(length / 2) + 1);
});

test('rows come page by page until no page names a next one', async () => {
  const pages: Readonly<Record<string, { items: number[]; next?: string }>> = {
    '': { items: [1, 2], next: 'b' },
    b: { items: [], next: 'c' },
    c: { items: [3] },
  };
  const seen: number[] = [];
  for await (const row of rowsOf(async (after = '') => pages[after] ?? { items: [] }))
    seen.push(row);
  expect(seen).toEqual([1, 2, 3]);
});

test.each([0, 1, 2, 3, 4, 5])('%i records below a prefix come a page at a time', async (length) => {
  const records = createMemoryRecords({ now: () => 0 } as never);
  const keys = Array.from({ length }, (_, at) => `ann/${at}`);
  await records.commit(
    [...keys, 'ben/1'].map((key) => ({ collection: 'letters', key, value: key })),
  );
  let asked = 0;
  const counting: typeof records = {
    ...records,
    list(...given) {
      asked++;
      return records.list(...given);
    },
  };
  const seen: string[] = [];
  for await (const { key } of everyRecord(counting, 'letters', 'ann/', 2)) seen.push(key);
  expect(seen).toEqual(keys);
  expect(asked).toBe(Math.floor(length / 2) + 1);
});
