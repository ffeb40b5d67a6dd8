import type { Recipe } from '@earmark/core';

/** What `earmark.start` knows by name; each is loaded when it is first started. */
export function standardRecipes(): readonly Recipe[] {
  return [
    lazy('scan', async () => (await import('./scan.ts')).scanRecipe),
    lazy('tag', async () => (await import('./tag.ts')).tagRecipe),
    lazy('quality', async () => (await import('./quality.ts')).qualityRecipe),
    lazy('reviewed', async () => (await import('./reviewed.ts')).reviewedRecipe),
    lazy('undo', async () => (await import('./undo.ts')).undoRecipe),
    lazy('transcode', async () => (await import('./transcode.ts')).transcodeRecipe),
  ];
}

function lazy(name: string, load: () => Promise<Recipe>): Recipe {
  return {
    name,
    pipeline: async (request, context) => (await load()).pipeline(request, context),
  };
}
