import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('what a spreadsheet would run is text', () => {
  expect(csvLine(['=HYPERLINK("http://evil")', '+1', '-1', '@x', '\tx', 'a-b'])).toBe(
    `"'=HYPERLINK(""http://evil"")",'+1,'-1,'@x,'\tx,a-b\r\n`,
  );
});

test('lists, numbers and nothing have their place', () => {
  expect(csvLine([['Rock', 'Pop'], 0.5, undefined, { a: 1 }, 'two\nlines'])).toBe(
    'Rock; Pop,0.5,,"{""a"":1}","two\nlines"\r\n',
  );
});
