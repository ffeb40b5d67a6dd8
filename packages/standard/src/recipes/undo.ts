import { recipe, undo } from '@earmark/core';
import { z } from 'zod';

/** Puts back a run, or what one receipt tells of. */
export const undoRecipe = recipe({
  name: 'undo',
  request: z.strictObject({ what: z.string() }),
  pipeline: ({ what }) => undo(what),
});
