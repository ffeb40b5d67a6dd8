import { apply, EarmarkError, enrich, type Recipe, recipe } from '@earmark/core';
import { type CoversOptions, covers } from '@earmark/covers';
import { z } from 'zod';
import { albumsAt } from '../albums-at.ts';
import { assertKnown, bandsFrom, choice } from './choice.ts';

export interface CoversPlace extends Pick<CoversOptions, 'folder' | 'ffmpeg'> {
  /** Nobody may be asked over the network. */
  readonly offline: boolean;
}

const edge = z.int().min(1).max(10_000);
const request = z.strictObject({
  ...choice,
  where: z.enum(['embedded', 'file', 'both']).optional(),
  replace: z.boolean().optional(),
  atLeast: edge.optional(),
  atMost: edge.optional(),
  format: z.enum(['jpeg', 'png']).optional(),
});

/** Covers where they are missing, or better ones: asks the sources which album it is, and fetches what they show. */
export const coversRecipe = ({ offline, ...place }: CoversPlace): Recipe =>
  recipe({
    name: 'covers',
    request,
    pipeline({ path, dryRun = false, album, limit, sources, confidence, ...wish }, context) {
      if (offline)
        throw new EarmarkError(
          'config',
          'Covers are fetched over the network: ask for them without --offline',
        );
      assertKnown(sources, context.sources);
      const given = Object.entries(wish).filter(([, value]) => value !== undefined);
      return albumsAt({ path, album, limit }, context.roots)
        .pipe(enrich(sources ? { sources } : {}))
        .pipe(covers({ ...place, ...Object.fromEntries(given) }, bandsFrom(confidence)))
        .pipe(apply({ dryRun }));
    },
  });
