import { expect, test } from 'vitest';
import { cellsOf } from './cells.ts';
import { type Column, table } from './table.ts';

interface Row {
  readonly id: string;
  readonly album: string;
  readonly now: string;
}
const columns: readonly Column<Row>[] = [
  { title: 'id', value: ({ id }) => id, brief: ({ id }) => id.slice(0, 4) },
  { title: 'album', value: ({ album }) => album, flexible: true },
  { title: 'now', value: ({ now }) => now, flexible: true },
];
const rows: readonly Row[] = [
  { id: '0123456789', album: '椎名林檎 – 無罪モラトリアム', now: 'Rock' },
  { id: 'abcdefghij', album: 'Godspeed You! Black Emperor – F♯ A♯ ∞', now: 'Post-Rock; Other' },
];

test('a pipe gets every value whole, whatever its length', () => {
  const [, ...lines] = table(rows, columns, Number.POSITIVE_INFINITY).split('\n');
  expect(lines).toEqual([
    '0123456789  椎名林檎 – 無罪モラトリアム            Rock',
    'abcdefghij  Godspeed You! Black Emperor – F♯ A♯ ∞  Post-Rock; Other',
  ]);
});

test('what does not fit goes on in its own cell', () => {
  expect(table(rows, columns, 44).split('\n').slice(-2)).toEqual([
    'abcd  Godspeed You! Black   Post-Rock; Other',
    '      Emperor – F♯ A♯ ∞',
  ]);
});

test.each([12, 20, 24, 30, 44, 60, 80])('nothing is wider than %i columns', (width) => {
  const lines = table(rows, columns, width).split('\n');
  expect(lines.filter((line) => cellsOf(line) > width)).toEqual([]);
});

test('a screen that is too narrow for columns shows a row as lines', () => {
  expect(table(rows, columns, 24)).toContain('id     0123\nalbum  椎名林檎 –');
});
