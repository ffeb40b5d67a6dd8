import { expect, test } from 'vitest';
import { checkedValue, keyOfValue } from './values.ts';

test.each([
  ['title', '  Don’t  Look Back… ', "Don't Look Back..."],
  ['title', ' ', undefined],
  ['barcode', '0 7464-40579-2 8', '074644057928'],
  ['barcode', '074644057921', undefined],
  ['barcode', '000000000000', undefined],
  ['isrc', 'us-sm1 59 00113', 'USSM15900113'],
  ['isrc', 'unknown', undefined],
  ['label', '[no label]', undefined],
  ['label', 'Not On Label (Burial Self-released)', undefined],
  ['label', 'Nonesuch', 'Nonesuch'],
  ['catalognumber', '[none]', undefined],
  ['catalognumber', 'CL 1355', 'CL 1355'],
  ['date', '1959-08-17', '1959-08-17'],
  ['date', 'August 1959', undefined],
  ['musicbrainz_albumid', 'n/a', undefined],
  [
    'musicbrainz_albumid',
    'BDF9DED2-1FEE-457B-9287-BCA12A3662EA',
    'bdf9ded2-1fee-457b-9287-bca12a3662ea',
  ],
  ['discogs_masterid', '0', undefined],
] as const)('%s of "%s" is %s', (field, said, value) => {
  expect(checkedValue(field, said)).toBe(value);
});

test.each([
  ['album', 'Kind Of Blue', 'Kind of blue!', true],
  ['album', 'Kind of Blue', 'Kind of Blues', false],
  ['barcode', '074644057928', '0074644057928', true],
  ['date', '1959', '1959-08-17', true],
  ['date', '1959', '1997', false],
  ['label', 'Warp', 'Warp Records', true],
  ['label', 'Warp', 'Ninja Tune', false],
  ['language', 'eng', 'English', true],
  ['catalognumber', 'CL 1355', 'CL-1355', true],
] as const)('%s: "%s" and "%s" are the same: %s', (field, a, b, same) => {
  expect(keyOfValue(field, [a]) === keyOfValue(field, [b])).toBe(same);
});
