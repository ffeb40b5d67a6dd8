import { expect, test } from 'vitest';
import { matchPath } from './match-path.ts';

test('a path of the pattern’s shape gives its parameters, decoded', () => {
  expect(matchPath('/albums/:id', '/albums/a%20b')).toEqual({ id: 'a b' });
  expect(matchPath('/', '/')).toEqual({});
});

test('a path of another shape gives nothing', () => {
  expect(matchPath('/albums/:id', '/albums')).toBeUndefined();
  expect(matchPath('/albums/:id', '/runs/7')).toBeUndefined();
});

test('a broken escape is taken as it is', () => {
  expect(matchPath('/albums/:id', '/albums/%zz')).toEqual({ id: '%zz' });
});
