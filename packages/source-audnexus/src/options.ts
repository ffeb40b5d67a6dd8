import { readOptions } from '@earmark/core';
import { z } from 'zod';

export const regions = ['au', 'ca', 'de', 'es', 'fr', 'in', 'it', 'jp', 'uk', 'us'] as const;
export type Region = (typeof regions)[number];

export interface AudnexusOptions {
  /** Audible's shops to ask, in this order: a book that one does not sell is asked of the next. Default `['us']`. */
  readonly regions?: readonly Region[];
  /** Also ask for the chapters of the winner: one more request a book. Default false. */
  readonly chapters?: boolean;
  /** Your own server, or another address of the same service. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.9. */
  readonly weight?: number;
}

const schema = z.strictObject({
  regions: z.array(z.enum(regions)).min(1).exactOptional(),
  chapters: z.boolean().exactOptional(),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

export interface Settings extends Required<Omit<AudnexusOptions, 'baseUrl'>> {
  readonly base: URL;
}

export function settingsOf(options: AudnexusOptions): Settings {
  const read = readOptions(schema, options, 'createAudnexusSource');
  const { baseUrl = 'https://api.audnex.us/', chapters = false, weight = 0.9 } = read;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  return { base, chapters, weight, regions: read.regions ?? ['us'] };
}
