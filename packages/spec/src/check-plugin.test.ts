import { expect, test } from 'vitest';
import { checkPlugin } from './check-plugin.ts';

test('a plugin of another contract is refused with both numbers and its name', () => {
  const later = { spec: 2 as 1, kind: 'source', name: 'mine' };
  expect(() => checkPlugin(later)).toThrowError(/source mine .*version 2 .*version 1/);
});

test.each(['', 'Mine', '9lives', 'a/b', 'a'.repeat(65)])('the name %j is refused', (name) => {
  const named = { spec: 1, kind: 'source', name } as const;
  expect(() => checkPlugin(named)).toThrowError(/Invalid name/);
});

test.each<[string, object, string]>([
  ['source', { answers: ['album'] }, 'the method find'],
  ['source', { find() {} }, 'a list answers'],
  ['policy', { propose() {} }, 'a list fields'],
  ['sink', { plan() {}, apply() {}, inspect() {} }, 'the method revert'],
  ['notifier', { send() {} }, 'the method notify'],
  ['lock', { acquire() {} }, 'the method inspect'],
])('a %s that is not whole is refused by what it lacks: %s', (kind, parts, what) => {
  expect(() => checkPlugin({ spec: 1, kind, name: 'odd', ...parts })).toThrowError(
    `The ${kind} odd lacks ${what}`,
  );
});
test('a name that is no text is refused', () => {
  const named = { spec: 1, kind: 'hints', name: undefined as unknown as string } as const;
  expect(() => checkPlugin(named)).toThrowError(/Invalid name/);
});
