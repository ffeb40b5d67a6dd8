import { isFieldName } from '../fields.ts';
import type { CatalogueFile, Receipt } from '../spec.ts';
import { parseTarget } from '../target.ts';
import type { RunContext } from './context.ts';

/**
 * What was just written is shown at once, and not at the next scan. The files' keys stay the old ones: the next scan
 * reads them again all the same.
 */
export async function noteInCatalogue(
  receipts: readonly Receipt[],
  { store: { catalogue } }: RunContext,
): Promise<void> {
  const noted = async ({ target, applied }: Receipt): Promise<readonly CatalogueFile[]> => {
    const written = applied.filter(({ field }) => isFieldName(field));
    const { root, path } = parseTarget(target);
    if (root === '' || written.length === 0) return [];
    const file = await catalogue.byPath(root, path);
    if (!file) return [];
    const fields = { ...file.fields };
    for (const { field, after } of written) {
      if (after.length > 0) fields[field] = after;
      else delete fields[field];
    }
    return [{ ...file, fields }];
  };
  const put = (await Promise.all(receipts.map(noted))).flat();
  if (put.length > 0) await catalogue.apply({ put });
}
