import { nextBooks, searchesOf } from '@earmark/audiobooks';
import { systemClock } from '@earmark/core';
import { exitCodeOf } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { dim } from '../output/style.ts';
import { assertBooks, deskOf } from './desk.ts';
import { nextTable, searchesTable } from './output.ts';

/** Which books are asked about next. The library is walked for it: what is there changes. */
export async function next(host: Host): Promise<number> {
  assertBooks(host);
  const { out } = host;
  const result = await host.start('books-coverage', {});
  const { books = [] } = (await nextBooks((await deskOf(host)).history)) ?? {};
  for (const book of books) out.data({ event: 'next-book', ...book });
  out.say(books.length === 0 ? 'The library has no books.' : nextTable(books, out.width));
  if (books.length > 0) out.say(dim('To ask about them: earmark books enrich'));
  return exitCodeOf(result);
}

export async function searches(host: Host): Promise<number> {
  const { out, io } = host;
  const all = searchesOf(await (await deskOf(host)).records.wishes.all());
  for (const search of all) out.data({ event: 'wish-search', ...search });
  out.say(
    all.length === 0
      ? 'No open wishes. Example: earmark books wish --help'
      : searchesTable(all, (io.clock ?? systemClock).now(), out.width),
  );
  return 0;
}
