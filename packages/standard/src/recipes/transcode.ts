import { albums, recipe, transcode } from '@earmark/core';
import { z } from 'zod';
import { mediaAt } from '../media-at.ts';

/** Media files become what a profile says. */
export const transcodeRecipe = recipe({
  name: 'transcode',
  request: z.strictObject({
    path: z.string(),
    profile: z.string(),
    /** What a file may cost: without a yes it is left as it is. */
    accepts: z.array(z.enum(['lossy', 'growth'])).optional(),
    dryRun: z.boolean().optional(),
    /** Machines that share the work begin at different ends of it: any text of one's own. */
    order: z.string().optional(),
  }),
  pipeline({ path, profile, accepts = [], dryRun = false, order }, { roots }) {
    return albums(mediaAt(path, profile, roots, order)).pipe(
      transcode({ profile, accepts, dryRun }),
    );
  },
});
