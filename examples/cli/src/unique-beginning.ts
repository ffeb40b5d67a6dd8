import { EarmarkError } from '@earmark/core';

const shortest = 4;
const mostNamed = 5;

/** The one row whose id begins so, as people copy ids from a screen. Undefined where none does, or the beginning is too short to mean one. */
export async function uniqueBeginning<Row>(
  text: string,
  rows: AsyncIterable<Row>,
  idOf: (row: Row) => string,
  what: string,
): Promise<Row | undefined> {
  if (text.length < shortest) return undefined;
  const found: Row[] = [];
  for await (const row of rows) if (idOf(row).startsWith(text)) found.push(row);
  if (found.length > 1) throw several(text, found.map(idOf), what);
  return found[0];
}

function several(text: string, ids: readonly string[], what: string): EarmarkError {
  const named = ids.slice(0, mostNamed).join(', ');
  const rest = ids.length > mostNamed ? ', …' : '';
  return new EarmarkError(
    'config',
    `${text} is the beginning of ${ids.length} ${what}: ${named}${rest}`,
  );
}
