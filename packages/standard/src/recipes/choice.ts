import { EarmarkError } from '@earmark/core';
import { z } from 'zod';

/** Which albums, who is asked about them, and from where on it is written: the same in every recipe that decides. */
export const choice = {
  /** Default: all of the account's roots. */
  path: z.string().optional(),
  dryRun: z.boolean().optional(),
  /** Which albums: `Artist,Album`, `artist=… album=…` or globs on the folder. Default: all. */
  album: z.array(z.string()).optional(),
  /** Only the first so many. */
  limit: z.int().min(1).optional(),
  /** Ask only these sources. */
  sources: z.array(z.string()).optional(),
  /** Write from this confidence on, above 0 and up to 1. Default: the account's bands. */
  confidence: z.number().gt(0).max(1).optional(),
};

/** What a yes of a person is worth asking for, where the account does not say so itself. */
const reviewFrom = 0.8;

/** As an option of a stage: nothing where the account's bands hold. */
export const bandsFrom = (auto: number | undefined) =>
  auto === undefined ? {} : { bands: { auto, review: Math.min(reviewFrom, auto) } };

export function assertKnown(
  wanted: readonly string[] | undefined,
  sources: readonly { readonly name: string }[],
): void {
  const known = sources.map(({ name }) => name);
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new EarmarkError(
    'config',
    `Unknown source ${JSON.stringify(unknown)}. Sources here: ${known.join(', ') || 'none'}`,
  );
}
