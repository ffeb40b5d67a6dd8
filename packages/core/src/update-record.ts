import { EarmarkError } from '@earmark/spec';
import type { Records } from './ports.ts';
import type { Json } from './spec.ts';

const attempts = 50;

/**
 * Changes one record by what it is now, undefined where there is none; giving undefined removes it. `change` is
 * asked again where somebody else was quicker. Gives what is there afterwards. Left out, `expiresAt` stays as it is.
 */
export async function updateRecord(
  records: Records,
  collection: string,
  key: string,
  change: (value: Json | undefined) => Json | undefined,
  options: { readonly expiresAt?: number } = {},
): Promise<Json | undefined> {
  for (let attempt = 1; ; attempt++) {
    const known = await records.get(collection, key);
    const value = change(known?.value);
    if (value === undefined && known === undefined) return undefined;
    try {
      const expiresAt = options.expiresAt ?? known?.expiresAt;
      await records.commit([
        {
          collection,
          key,
          expect: known?.revision ?? 0,
          ...(value !== undefined && { value }),
          ...(expiresAt !== undefined && { expiresAt }),
        },
      ]);
      return value;
    } catch (error) {
      if (!EarmarkError.is(error, 'conflict') || attempt === attempts) throw error;
    }
  }
}
