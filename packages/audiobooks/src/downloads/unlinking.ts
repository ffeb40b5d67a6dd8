import { EarmarkError } from '@earmark/core';
import { unplaceBook } from '../import/place.ts';
import { missing } from '../records/documents.ts';
import type { DownloadRecord } from '../types.ts';
import type { World } from './world.ts';

/** Undo of an import. A file that someone changed since stays, and is told. */
export async function unlinkBooks(id: string, { records }: World): Promise<DownloadRecord> {
  const record = await records.downloads.get(id);
  if (!record) throw missing('download', id);
  if (record.books.length === 0)
    throw new EarmarkError('conflict', `Nothing of ${record.source.title} is in the library.`);
  const kept: string[] = [];
  for (const book of record.books) kept.push(...(await unplaceBook(book)));
  const reason =
    kept.length > 0
      ? `taken out of the library, but for what was changed there: ${kept.join(', ')}`
      : 'taken out of the library';
  const to = { state: 'held', heldAt: 'complete', books: [], reason } as const;
  return (await records.advance(id, record.state, to)) ?? record;
}
