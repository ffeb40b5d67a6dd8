import { cellsOf, cut } from './cells.ts';
import { dim } from './style.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'right';
  /** Takes what is left of the width, and is cut to it. */
  readonly flexible?: boolean;
  /** Paints the text after it was cut. */
  readonly paint?: (text: string, row: Row) => string;
}

const gap = '  ';

/** Plain columns, as wide as needed and no wider than the terminal. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): string {
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const natural = columns.map((column, index) =>
    Math.max(cellsOf(column.title), ...cells.map((line) => cellsOf(line[index] ?? ''))),
  );
  const spare =
    width - natural.reduce((sum, each) => sum + each, 0) - gap.length * (columns.length - 1);
  const flexible = columns.filter(({ flexible: is }) => is).length;
  const widths = natural.map((each, index) =>
    spare < 0 && columns[index]?.flexible ? Math.max(8, each + Math.floor(spare / flexible)) : each,
  );
  const line = (texts: readonly string[], paint: (text: string, index: number) => string) =>
    texts
      .map((text, index) => {
        const room = widths[index] ?? 0;
        const short = cut(text, room);
        const pad = ' '.repeat(Math.max(0, room - cellsOf(short)));
        const painted = paint(short, index);
        return columns[index]?.align === 'right' ? pad + painted : painted + pad;
      })
      .join(gap)
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      (text) => dim(text),
    ),
    ...cells.map((texts, number) =>
      line(texts, (text, index) => {
        const row = rows[number];
        const paint = columns[index]?.paint;
        return paint && row !== undefined ? paint(text, row) : text;
      }),
    ),
  ].join('\n');
}
