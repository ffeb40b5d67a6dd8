import { readOptions } from '@earmark/core';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const names = z.array(z.string().min(1));

export const policyOptions = z.strictObject({
  /** How many genres, the family included. Default 4. */
  limit: z.int().min(1).max(20).default(4),
  /** A genre that is less surely right is not proposed, 0 to 1. Default 0.2. */
  minimumSupport: share.default(0.2),
  /** A genre that is less sure than this share of the surest is not proposed, 0 to 1. Default 0.7. */
  relativeSupport: share.default(0.7),
  /** What specific genres bring along, behind them: their family where their name does not say it ("Techno" brings "Electronic"), everything above them, or nothing. Default `family`. */
  expand: z.enum(['family', 'all', 'none']).default('family'),
  /** What becomes of the genres of today: `replace` them, `fill` only where there are none, `append` to them, or `never` touch them. Default `replace`. */
  mode: z.enum(['replace', 'fill', 'append', 'never']).default('replace'),
  /** What becomes of today's genres where no source knows the album: `ask` whether they are to be spelled as the vocabulary does, `write` what is only another spelling of one name as certain, or `never` touch them. Default `ask`. */
  respell: z.enum(['ask', 'write', 'never']).default('ask'),
  /** How much a statement counts by what it is about, 0 to 1. */
  levels: z
    .strictObject({
      release: share.default(1),
      'release-group': share.default(1),
      track: share.default(0.8),
      artist: share.default(0.5),
      label: share.default(0.3),
      path: share.default(0.25),
      file: share.default(0.3),
    })
    .prefault({}),
  /** Your own rules: what a label stands for, by any spelling. An empty list: it is no genre. */
  map: z.record(z.string(), names).default({}),
  /** Genres that are never proposed; sources may say them, nobody listens. */
  ban: names.default([]),
  /** How a genre is written into files, by its name in the vocabulary: `{ "Rhythm and Blues": "R&B" }`. */
  rename: z.record(z.string(), z.string().min(1)).default({}),
  /** By artist, in any spelling: genres that are always right (`genres`), or never (`ban`). */
  artists: z
    .record(z.string(), z.strictObject({ genres: names.optional(), ban: names.optional() }))
    .default({}),
});

export type GenrePolicyOptions = z.input<typeof policyOptions>;
export type Settings = z.output<typeof policyOptions>;

export function parseSettings(options: GenrePolicyOptions): Settings {
  return readOptions(policyOptions, options, 'createGenrePolicy');
}
