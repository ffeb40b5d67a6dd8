import { apply, recipe, reviewed } from '@earmark/core';
import { z } from 'zod';

/** Writes what people accepted or edited. */
export const reviewedRecipe = recipe({
  name: 'reviewed',
  request: z.strictObject({}),
  pipeline: () => reviewed().pipe(apply()),
});
