import { expect, test } from 'vitest';
import { createEarmark } from './earmark.ts';
import { checkFields, checkPlugins } from './plugins.ts';
import type { Source } from './spec.ts';

const source = (more: object = {}) =>
  ({
    spec: 1,
    kind: 'source',
    name: 'mine',
    answers: ['album'],
    find: async () => [],
    ...more,
  }) as Source;

test('a plugin of another contract is refused with both numbers and its name', () => {
  expect(() => checkPlugins([source({ spec: 2 })])).toThrowError(/mine.*version 2.*version 1/);
});

test('two plugins of one kind and name are refused', () => {
  expect(() => checkPlugins([source(), source()])).toThrowError(/called mine/);
});

test('two policies for one field are refused by their names', () => {
  const policies = ['a', 'b'].map((name) => ({ name, fields: ['genre'] }));
  expect(() => checkFields(policies)).toThrowError(/a and b.*genre/);
});

test('one policy may speak for a field of albums and another for that of books', () => {
  const about = (name: string, kind: 'album' | 'book') => ({
    name,
    fields: ['year'],
    kinds: [kind],
  });
  const both = [about('a', 'album'), about('b', 'book')];
  expect(() => checkFields(both)).not.toThrow();
  expect(() => checkFields([...both, { name: 'c', fields: ['year'] }])).toThrowError(/a and c/);
});

test.each([
  { bands: { auto: 0.5, review: 0.8 } },
  { bands: { auto: 1.2 } },
  { account: '../other' },
  { account: '' },
])('createEarmark refuses %j', async (options) => {
  await expect(createEarmark(options)).rejects.toMatchObject({ code: 'config' });
});
