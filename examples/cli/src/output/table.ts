import { cellsOf, lines } from './cells.ts';
import { columnWidths } from './column-widths.ts';
import { dim } from './style.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** Said instead of the value where people look at a screen, which has no room for all of an id. */
  readonly brief?: (row: Row) => string;
  readonly align?: 'right';
  /** Takes what is left of the width, and goes on below itself where that is too little. */
  readonly flexible?: boolean;
  /** Paints the text, line by line. */
  readonly paint?: (text: string, row: Row) => string;
}

const gap = '  ';

/**
 * Plain columns, as wide as needed and no wider than the screen: what does not fit goes on in its own cell. A screen
 * that is too narrow for columns gets a row as a few lines. `width` without an end (a pipe) gets every value whole.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): string {
  const screen = Number.isFinite(width);
  const cells = rows.map((row) =>
    columns.map(({ value, brief = value }) => (screen ? brief(row) : value(row))),
  );
  const widths = columnWidths(
    columns.map(({ title, flexible = false }, index) => ({
      natural: Math.max(cellsOf(title), ...cells.map((texts) => cellsOf(texts[index] ?? ''))),
      flexible,
    })),
    width - gap.length * (columns.length - 1),
  );
  if (!widths) return blocks(rows, columns, cells, width);
  const row = (texts: readonly string[], paint: (text: string, index: number) => string) => {
    const broken = texts.map((text, index) => lines(text, widths[index] ?? 0));
    const height = Math.max(...broken.map((each) => each.length));
    return Array.from({ length: height }, (_, line) =>
      broken
        .map((each, index) => {
          const text = each[line] ?? '';
          const pad = ' '.repeat(Math.max(0, (widths[index] ?? 0) - cellsOf(text)));
          const painted = text === '' ? '' : paint(text, index);
          return columns[index]?.align === 'right' ? pad + painted : painted + pad;
        })
        .join(gap)
        .trimEnd(),
    ).join('\n');
  };
  return [
    row(
      columns.map(({ title }) => title),
      (text) => dim(text),
    ),
    ...cells.map((texts, number) => row(texts, painter(rows[number], columns))),
  ].join('\n');
}

const painter =
  <Row>(row: Row | undefined, columns: readonly Column<Row>[]) =>
  (text: string, index: number) => {
    const paint = columns[index]?.paint;
    return paint && row !== undefined ? paint(text, row) : text;
  };

/** A row as lines of their own: `album  Weezer – Weezer`. */
function blocks<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  width: number,
): string {
  const titles = Math.max(...columns.map(({ title }) => cellsOf(title)));
  const margin = ' '.repeat(titles + gap.length);
  return cells
    .map((texts, number) => {
      const paint = painter(rows[number], columns);
      return texts
        .flatMap((text, index) => {
          if (text === '') return [];
          const title = columns[index]?.title ?? '';
          const [first = '', ...rest] = lines(text, width - margin.length);
          const head = dim(title) + ' '.repeat(titles - cellsOf(title)) + gap;
          return [head + paint(first, index), ...rest.map((line) => margin + paint(line, index))];
        })
        .join('\n');
    })
    .join('\n\n');
}
