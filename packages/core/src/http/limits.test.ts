import { expect, test } from 'vitest';
import { declaredAs, stricter } from './limits.ts';

test('one limit keeps both windows at the full rate where that is possible', () => {
  expect(stricter({ requests: 10, perMs: 1000 }, { requests: 60, perMs: 60_000 })).toEqual({
    requests: 10,
    perMs: 10_000,
  });
  expect(
    stricter(
      { requests: 1, perMs: 1000, perDay: 5 },
      { requests: 50, perMs: 5000, concurrency: 2 },
    ),
  ).toEqual({ requests: 1, perMs: 1000, perDay: 5, concurrency: 2 });
});

test('a host is found by itself, then by the longest wildcard', () => {
  const limit = { requests: 1, perMs: 1 };
  const hosts = { 'a.org': limit, '*.a.org': limit, '*.x.a.org': limit };
  expect(
    ['a.org', 'b.a.org', 'c.x.a.org', 'evila.org'].map((host) => declaredAs(host, hosts)),
  ).toEqual(['a.org', '*.a.org', '*.x.a.org', undefined]);
});
