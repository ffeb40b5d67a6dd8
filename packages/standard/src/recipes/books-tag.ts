import { asWritten, createSidecarPolicy } from '@earmark/audiobooks';
import { apply, decide, enrich, recipe } from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { z } from 'zod';
import { albumsAt } from '../albums-at.ts';
import { assertKnown, bandsFrom, choice } from './choice.ts';

/**
 * Folders of audiobooks: what sources of books say goes into their files, and to the server that shows them; what the
 * files then say, into those beside them that were asked for. It is one run, and one undo takes all of it back.
 */
export const booksTagRecipe = recipe({
  name: 'books-tag',
  request: z.strictObject(choice),
  pipeline({ path, dryRun = false, album, limit, sources, confidence }, context) {
    assertKnown(sources, context.sources);
    const own = context.policies.filter(({ kinds }) => kinds?.includes('book'));
    const policies = own.length > 0 ? own : [createBookPolicy()];
    return albumsAt({ path, album, limit, kind: 'book' }, context.roots)
      .pipe(enrich(sources ? { sources } : {}))
      .pipe(decide({ ...bandsFrom(confidence), policies }))
      .pipe(apply({ dryRun }))
      .pipe(asWritten())
      .pipe(decide({ policies: [createSidecarPolicy()], again: true }))
      .pipe(apply({ dryRun }));
  },
});
