import { expect, test, vi } from 'vitest';

vi.mock('./router.ts', () => ({ place: { value: { query: new URLSearchParams() } } }));
const { filterKeys, readFilter } = await import('./album-filter.ts');
const read = (search: string) => readFilter(new URLSearchParams(search));

test('the address says what is listed', () => {
  const both = 'issue=mojibake&silent=discogs';
  expect(read(`text=miles&genre=Jazz&decade=1950&state=review&${both}&descending=yes`)).toEqual({
    text: 'miles',
    genre: 'Jazz',
    years: [1950, 1959],
    state: 'review',
    issue: 'mojibake',
    silent: 'discogs',
    sort: 'creator',
    descending: true,
  });
});

test('words that mean nothing narrow nothing', () => {
  expect(read('state=odd&sort=drop&decade=x&locked=perhaps')).toEqual({
    sort: 'creator',
    descending: false,
  });
});

test('how a list is drawn does not change what is listed', () => {
  const key = (search: string) => filterKeys(new URLSearchParams(search));
  expect(key('text=a&view=rows')).toBe(key('text=a'));
  expect(key('text=a')).not.toBe(key('text=b'));
});
