import type { Browse } from '@earmark/core';
import type { AccountSchema } from '../../schema/account.ts';
import type { Database } from '../database.ts';
import { createAlbumLists } from './albums.ts';
import { createFacets } from './facets.ts';
import { createFileLists } from './files.ts';
import { createJournalLists } from './journal.ts';

/** The read model's lists; what they show is kept in `read-model`. */
export function createBrowse({ db }: Pick<Database<AccountSchema>, 'db'>): Browse {
  return {
    ...createAlbumLists(db),
    ...createFileLists(db),
    ...createJournalLists(db),
    ...createFacets(db),
    async revision() {
      const row = await db
        .selectFrom('browse_revision')
        .select('revision')
        .executeTakeFirstOrThrow();
      return row.revision;
    },
  };
}
