import { asTheyAre, createSidecarPolicy } from '@earmark/audiobooks';
import { apply, decide, recipe } from '@earmark/core';
import { z } from 'zod';
import { albumsAt } from '../albums-at.ts';
import { choice } from './choice.ts';

const { path, dryRun, album, limit } = choice;

/** What the files of audiobooks say, in `metadata.json` or `metadata.opf` beside them. Nobody is asked. */
export const booksSidecarsRecipe = recipe({
  name: 'books-sidecars',
  request: z.strictObject({ path, dryRun, album, limit }),
  pipeline: ({ dryRun: isDry = false, ...which }, context) =>
    albumsAt({ ...which, kind: 'book' }, context.roots)
      .pipe(asTheyAre())
      .pipe(decide({ policies: [createSidecarPolicy()] }))
      .pipe(apply({ dryRun: isDry })),
});
