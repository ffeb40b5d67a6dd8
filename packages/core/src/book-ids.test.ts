import { expect, it } from 'vitest';
import { asin, isbn13 } from './book-ids.ts';

it('reads an ISBN however it is written, and refuses a wrong check digit', () => {
  for (const text of [
    '0306406152',
    '0-306-40615-2',
    'ISBN 978-0-306-40615-7',
    'urn:isbn:9780306406157',
  ])
    expect(isbn13(text)).toBe('9780306406157');
  expect(isbn13('080442957X')).toBe('9780804429573');
  for (const text of [
    '9780306406158',
    '0306406153',
    '1234567890123',
    'nonsense',
    '',
    '97803064061',
  ])
    expect(isbn13(text)).toBeUndefined();
});

it('takes an ASIN for one only where it can be', () => {
  expect(asin(' b002uzmlxm ')).toBe('B002UZMLXM');
  expect(asin('0306406152')).toBe('0306406152');
  for (const text of ['BOOKSELLER', 'B002UZMLX', 'FOUNDATION', '0306406153', ''])
    expect(asin(text)).toBeUndefined();
});
