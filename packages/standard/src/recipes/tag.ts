import { apply, decide, EarmarkError, enrich, recipe } from '@earmark/core';
import { z } from 'zod';
import { albumsAt } from '../albums-at.ts';
import { policiesFor } from '../policies-for.ts';

const request = z.strictObject({
  /** Default: all of the account's roots. */
  path: z.string().optional(),
  dryRun: z.boolean().optional(),
  /** Which albums: `Artist,Album`, `artist=… album=…` or globs on the folder. Default: all. */
  album: z.array(z.string()).optional(),
  /** Only the first so many. */
  limit: z.int().min(1).optional(),
  /** Ask only these sources. */
  sources: z.array(z.string()).optional(),
  /** Decide on these fields alone. Default: those of the account's policies. */
  fields: z.array(z.string()).optional(),
  /** Write from this confidence on, above 0 and up to 1. Default: the account's bands. */
  confidence: z.number().gt(0).max(1).optional(),
});

/** What a yes of a person is worth asking for, where the account does not say so itself. */
const reviewFrom = 0.8;

/** The main job: asks the sources, decides, writes what is certain, queues the rest. */
export const tagRecipe = recipe({
  name: 'tag',
  request,
  async pipeline({ path, dryRun = false, album, limit, sources, fields, confidence }, context) {
    assertKnown(sources, context.sources);
    const found = albumsAt({ path, album, limit }, context.roots);
    const listens = (sources ?? context.sources.map(({ name }) => name)).includes('acoustid');
    return (listens ? found.pipe(await listening()) : found)
      .pipe(enrich(sources ? { sources } : {}))
      .pipe(
        decide({
          ...(confidence === undefined ? {} : { bands: bandsFrom(confidence) }),
          ...(fields === undefined
            ? {}
            : { policies: await policiesFor(fields, context.policies) }),
        }),
      )
      .pipe(apply({ dryRun }));
  },
});

/** Only where somebody listens is it loaded. */
const listening = async () => (await import('@earmark/source-acoustid')).fingerprint();

const bandsFrom = (auto: number) => ({ auto, review: Math.min(reviewFrom, auto) });

function assertKnown(
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
