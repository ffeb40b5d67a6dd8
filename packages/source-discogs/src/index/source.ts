import { readOptions } from '@earmark/core';
import { createIndexSource, type IndexSource } from '@earmark/source-index';
import { z } from 'zod';

export interface DiscogsIndexOptions {
  /** What `buildDiscogsIndex` made. An absolute path. */
  readonly file: string;
  /** How much its word counts, 0 to 1. Default 0.8. */
  readonly weight?: number;
}

const schema = z.strictObject({
  file: z.string().min(1),
  weight: z.number().min(0).max(1).exactOptional(),
});

/** Discogs without a network or token: the same works and styles, as old as the dumps. */
export function createDiscogsIndexSource(options: DiscogsIndexOptions): IndexSource {
  const { file, weight = 0.8 } = readOptions(schema, options, 'createDiscogsIndexSource');
  return createIndexSource({
    name: 'discogs-index',
    file,
    weight,
    ids: {
      'discogs-master': (id) => `master/${id}`,
      'discogs-release': (id) => `release/${id}`,
    },
  });
}
