import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../disk.ts';

/** Is the second step refused, and with this code, once the first was done? */
export async function refuses(
  code: string,
  second: () => Promise<unknown>,
  first: () => Promise<unknown>,
) {
  await first();
  return second().then(
    () => false,
    (error: unknown) => codeOf(error) === code,
  );
}

/** Of so many who do the same at once exactly one succeeds. */
export function oneOf(count: number, step: (at: string, index: number) => Promise<unknown>) {
  return async (at: string) => {
    await writeFile(join(at, 'a'), '1');
    const tries = Array.from({ length: count }, (_, index) => step(at, index));
    const results = await Promise.allSettled(tries);
    return results.filter(({ status }) => status === 'fulfilled').length === 1;
  };
}
