import { expect, test } from 'vitest';
import { wantedWords } from './wanted-words.ts';

test.each([
  ['Pinkerton', { title: 'Pinkerton' }],
  ['Weezer – Pinkerton', { creators: ['Weezer'], title: 'Pinkerton' }],
  ['100 gecs, 10,000 gecs', { creators: ['100 gecs'], title: '10,000 gecs' }],
  ['Jay-Z - The Black Album', { creators: ['Jay-Z'], title: 'The Black Album' }],
])('%s', (text, wanted) => {
  expect(wantedWords(text)).toEqual(wanted);
});
