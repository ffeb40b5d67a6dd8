import { expect, test } from 'vitest';
import { subjectsAtOnce } from './at-once.ts';

const host = (requests: number, perMs: number, concurrency?: number) => ({
  hosts: {
    'h.example': { requests, perMs, ...(concurrency === undefined ? {} : { concurrency }) },
  },
});

test.each([
  ['nobody is limited', [{}], 4],
  ['one request a second', [host(1, 1000)], 4],
  ['sixty in a minute', [host(60, 60_000)], 4],
  ['a mirror that says nothing of places', [host(50, 1000)], 8],
  ['a mirror that says how many at once', [host(50, 1000, 40)], 40],
  ['more places than requests', [host(10, 1000, 40)], 10],
  ['the slowest of two decides', [host(50, 1000, 40), host(1, 1000)], 4],
  ['an index beside a mirror limits nothing', [host(50, 1000, 40), {}], 40],
  ['a host without bounds', [host(1000, 1, 500)], 64],
])('%s', (_name, sources, atOnce) => {
  expect(subjectsAtOnce(sources)).toBe(atOnce);
});
