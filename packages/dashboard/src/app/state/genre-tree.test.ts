import { expect, test } from 'vitest';
import { genreTree } from './genre-tree.ts';

const tree = genreTree([
  { name: 'Dub', parents: ['Reggae'], aliases: [] },
  { name: 'Dub Techno', parents: ['Techno', 'Dub'], aliases: ['Basic Channel Style'] },
  { name: 'Reggae', parents: [], aliases: [] },
  { name: 'Techno', parents: [], aliases: ['Tekno'] },
]);
const names = (genres: readonly { readonly name: string }[]) => genres.map(({ name }) => name);

test('a genre of two parents stands below both', () => {
  expect(names(tree.tops)).toEqual(['Reggae', 'Techno']);
  expect(names(tree.children('Techno'))).toEqual(['Dub Techno']);
  expect(names(tree.children('Dub'))).toEqual(['Dub Techno']);
});

test('names that begin with the text come first, other spellings count', () => {
  expect(names(tree.find('tec', 9))).toEqual(['Techno', 'Dub Techno']);
  expect(names(tree.find('TEKNO', 9))).toEqual(['Techno']);
  expect(tree.find(' ', 9)).toEqual([]);
});
