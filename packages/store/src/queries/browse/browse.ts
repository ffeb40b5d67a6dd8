import type { Browse } from '@earmark/core';
import type { AccountSchema } from '../../schema/account.ts';
import type { Database } from '../database.ts';
import { createAlbumLists } from './albums.ts';
import { createFacets } from './facets.ts';
import { createFileLists } from './files.ts';
import { createJournalLists } from './journal.ts';
import { keepAnswers, revisionOf } from './kept.ts';

/** The read model's lists; what they show is kept in `read-model`. */
export function createBrowse({ db }: Pick<Database<AccountSchema>, 'db'>): Browse {
  const ask = keepAnswers(db);
  return {
    ...createAlbumLists(db, ask),
    ...createFileLists(db, ask),
    ...createJournalLists(db, ask),
    ...createFacets(db, ask),
    revision: () => revisionOf(db),
  };
}
