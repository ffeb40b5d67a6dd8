import { isFieldName } from '../fields.ts';
import type { Receipt } from '../spec.ts';
import { parseTarget } from '../target.ts';
import type { RunContext } from './context.ts';

/**
 * What was just written is shown at once, and not at the next scan. The file's key stays the old one: the next scan
 * reads it again all the same.
 */
export async function noteInCatalogue(
  { target, applied }: Receipt,
  { store: { catalogue } }: RunContext,
): Promise<void> {
  const written = applied.filter(({ field }) => isFieldName(field));
  const { root, path } = parseTarget(target);
  if (root === '' || written.length === 0) return;
  const file = await catalogue.byPath(root, path);
  if (!file) return;
  const fields = { ...file.fields };
  for (const { field, after } of written) {
    if (after.length > 0) fields[field] = after;
    else delete fields[field];
  }
  await catalogue.apply({ put: [{ ...file, fields }] });
}
