import { expect, test } from 'vitest';
import { withoutEntities } from './text/entities.ts';
import { likeness, withoutEdition } from './text/likeness.ts';
import { withoutMojibake } from './text/mojibake.ts';

test.each([
  ['BeyoncÃ©', 'Beyoncé'],
  ['CafÃ© Ã  la carte', 'Café à la carte'],
  ['Donâ€™t Stop', 'Don’t Stop'],
  ['Don\u0092t Stop', 'Don’t Stop'],
  ['Ð\u009aÐ¸Ð½Ð¾', 'Кино'],
  ['Êèíî', 'Кино'],
  ['ã\u0081\u0082ã\u0081\u0084', 'あい'],
])('%j was meant as %j', (text, meant) => {
  expect(withoutMojibake(text)).toBe(meant);
});

test.each([
  'CAFÉ…',
  '« L’été’»',
  'Ágætis byrjun',
  'Größe',
  'MANHÃ…',
  'Кино',
  'Sigur Rós – ( )',
  'Ænima',
  '¡Ándale! ¿Qué?',
  'あい',
  'Ça ira',
  '“Heroes”',
])('%s is left alone', (text) => {
  expect(withoutMojibake(text)).toBeUndefined();
});

test('HTML entities are read once, and what is none stays', () => {
  expect(withoutEntities('Rock &amp; Roll')).toBe('Rock & Roll');
  expect(withoutEntities('Don&#39;t &#x2019;')).toBe("Don't ’");
  expect(withoutEntities('Bj&ouml;rk&nbsp;&Eacute;')).toBe('Björk É');
  expect(withoutEntities('R&B; Soul')).toBeUndefined();
  expect(withoutEntities('&amp;quot;')).toBe('&quot;');
  expect(withoutEntities('&#0;&#55296;&unknown;')).toBeUndefined();
});

test('spellings of one name are alike, different names are not', () => {
  for (const [a, b] of [
    ['The Beatles', 'beatles'],
    ['Beatles, The', 'The Beatles'],
    ['Beyoncé', 'Beyonce'],
    ['AC/DC', 'ACDC'],
    ['Simon & Garfunkel', 'Simon and Garfunkel'],
  ] as const)
    expect(likeness(a)).toBe(likeness(b));
  for (const [a, b] of [
    ['か', 'が'],
    ['!!!', '???'],
    ['The The', 'The Who'],
    ['Kino', 'Кино'],
  ] as const)
    expect(likeness(a)).not.toBe(likeness(b));
});

test('the pressing goes, the work stays', () => {
  expect(withoutEdition('Kid A (Deluxe Edition) [2009 Remaster]')).toBe('Kid A');
  expect(withoutEdition('Pulse (Live)')).toBe('Pulse (Live)');
  expect(withoutEdition('(Expanded)')).toBe('(Expanded)');
});
