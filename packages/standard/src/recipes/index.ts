import type { Recipe } from '@earmark/core';
import type { CoversPlace } from './covers.ts';
import { lazy } from './lazy.ts';

/** What `earmark.start` knows by name; each is loaded when it is first started. Without a place for pictures there is no `covers`. */
export function standardRecipes(place?: CoversPlace): readonly Recipe[] {
  return [
    lazy('scan', async () => (await import('./scan.ts')).scanRecipe),
    lazy('tag', async () => (await import('./tag.ts')).tagRecipe),
    ...(place
      ? [lazy('covers', async () => (await import('./covers.ts')).coversRecipe(place))]
      : []),
    lazy('quality', async () => (await import('./quality.ts')).qualityRecipe),
    lazy('reviewed', async () => (await import('./reviewed.ts')).reviewedRecipe),
    lazy('undo', async () => (await import('./undo.ts')).undoRecipe),
    lazy('books-tag', async () => (await import('./books-tag.ts')).booksTagRecipe),
    lazy('books-sidecars', async () => (await import('./books-sidecars.ts')).booksSidecarsRecipe),
    lazy('transcode', async () => (await import('./transcode.ts')).transcodeRecipe),
  ];
}
