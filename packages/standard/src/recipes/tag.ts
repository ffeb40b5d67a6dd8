import { apply, decide, enrich, recipe } from '@earmark/core';
import { z } from 'zod';
import { albumsAt } from '../albums-at.ts';
import { policiesFor } from '../policies-for.ts';
import { assertKnown, bandsFrom, choice } from './choice.ts';

const request = z.strictObject({
  ...choice,
  /** Decide on these fields alone. Default: those of the account's policies. */
  fields: z.array(z.string()).optional(),
});

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
          ...bandsFrom(confidence),
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
