import { readOptions } from '@earmark/core';
import { createIndexSource, type IndexSource } from '@earmark/source-index';
import { z } from 'zod';

export interface MusicBrainzIndexOptions {
  /** What `buildMusicBrainzIndex` made. An absolute path. */
  readonly file: string;
  /** How much its word counts, 0 to 1. Default 0.85. */
  readonly weight?: number;
}

const schema = z.strictObject({
  file: z.string().min(1),
  weight: z.number().min(0).max(1).exactOptional(),
});

/** MusicBrainz without a network: the same albums and genres, as old as the dumps. */
export function createMusicBrainzIndexSource(options: MusicBrainzIndexOptions): IndexSource {
  const { file, weight = 0.85 } = readOptions(schema, options, 'createMusicBrainzIndexSource');
  return createIndexSource({
    name: 'musicbrainz-index',
    file,
    weight,
    ids: { 'musicbrainz-release-group': (id) => id },
  });
}
