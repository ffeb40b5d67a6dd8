import type { Recipe } from '@earmark/core';

/** A recipe that is loaded when it is first started. */
export function lazy(name: string, load: () => Promise<Recipe>): Recipe {
  return {
    name,
    pipeline: async (request, context) => (await load()).pipeline(request, context),
  };
}
