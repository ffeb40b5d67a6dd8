import { EarmarkError } from '@earmark/spec';
import type { RunRecord } from '../ports.ts';
import type { Json } from '../spec.ts';
import type { Recipe } from './recipe.ts';

export function checkRecipes(recipes: readonly Recipe[]): void {
  const seen = new Set<string>();
  for (const { name } of recipes) {
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(name))
      throw new EarmarkError(
        'config',
        `Invalid name ${JSON.stringify(name)} of a recipe: use lower-case letters, digits and hyphens`,
      );
    if (seen.has(name))
      throw new EarmarkError('config', `two recipes are called ${name}: leave one of them out`);
    seen.add(name);
  }
}

export function recipeNamed(name: string, recipes: readonly Recipe[]): Recipe {
  const found = recipes.find((each) => each.name === name);
  if (found) return found;
  const known = recipes.map((each) => each.name).join(', ') || 'none';
  throw new EarmarkError('config', `Unknown recipe ${JSON.stringify(name)}. Recipes: ${known}`);
}

/** What a run was made from. Throws where it cannot be resumed by that alone. */
export function resumable(
  id: string,
  run: RunRecord | undefined,
  account: string,
): { readonly recipe: string; readonly request: Json } {
  if (!run) throw new EarmarkError('not-found', `account ${account} has no run ${id} to resume`);
  const { recipe, request = null, outcome, pipeline } = run;
  if (recipe === undefined)
    throw new EarmarkError(
      'config',
      `run ${id} (${pipeline}) was not started from a recipe: only the code that made its pipeline can resume it`,
    );
  if (outcome === 'completed')
    throw new EarmarkError('conflict', `run ${id} has completed: there is nothing to resume`);
  return { recipe, request };
}
