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
  return untilUncontended(async () => {
    const known = await records.get(collection, key);
    const value = change(known?.value);
    if (value === undefined && known === undefined) return undefined;
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
  });
}

/** Does it again, from reading on, where somebody else was quicker. */
export async function untilUncontended<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!EarmarkError.is(error, 'conflict') || attempt === attempts) throw error;
    }
  }
}
