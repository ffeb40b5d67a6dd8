import { pipeline, recipe } from '@earmark/core';
import { z } from 'zod';
import { libraryAt } from '../library-at.ts';

/** Brings the catalogue of a path up to date. */
export const scanRecipe = recipe({
  name: 'scan',
  request: z.strictObject({
    /** Default: all of the account's roots. */
    path: z.string().optional(),
    /** Read every file again, changed or not. */
    full: z.boolean().optional(),
  }),
  pipeline({ path, full = false }, { roots }) {
    const library = libraryAt({ path, roots });
    return pipeline({
      name: 'scan',
      origins: [library],
      async *start(run) {
        const counts = await library.scan(run.originContext(library), { full });
        for (const [name, count] of Object.entries(counts)) run.count(name, count);
        yield counts;
      },
    });
  },
});
