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
