import { expect, test } from 'vitest';
import { artistName, searchName, seconds, splitTitle } from './names.ts';

test.each([
  ['Nirvana (2)', 'Nirvana'],
  ['Prodigy*', 'Prodigy'],
  ['Prodigy, The', 'The Prodigy'],
  ['Beatles, The (3)', 'The Beatles'],
  ['DJ Nemesis (4) vs Klubrockers*', 'DJ Nemesis vs Klubrockers'],
  ['Sunn O)))', 'Sunn O)))'],
  ['Chicago (band)', 'Chicago (band)'],
  ['Tyler, The Creator', 'Tyler, The Creator'],
])('the artist %s is %s', (text, name) => expect(artistName(text)).toBe(name));

test.each([
  ['Prodigy* - The Fat Of The Land', 'Prodigy', 'The Fat Of The Land'],
  ['Miles Davis - Kind - of - Blue', 'Miles Davis', 'Kind - of - Blue'],
  ['No Separator', '', 'No Separator'],
])('%s is split at its first dash', (text, artist, title) =>
  expect(splitTitle(text)).toEqual({ artist, title }),
);

test.each([
  ['3:45', 225],
  ['1:02:03', 3723],
  ['', undefined],
  ['0:00', undefined],
  ['three', undefined],
])('a duration of "%s" is %s seconds', (text, value) => expect(seconds(text)).toBe(value));

test('various artists are asked for by the name that Discogs gives them', () => {
  expect(searchName('Various Artists')).toBe('Various');
  expect(searchName('Various Cruelties')).toBe('Various Cruelties');
});
