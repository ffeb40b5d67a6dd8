import { readOptions } from '@earmark/core';
import { z } from 'zod';

const schema = z
  .strictObject({
    contact: z.string().min(3).optional(),
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    requestsPerSecond: z.number().positive().max(1000).optional(),
    artistGenres: z.enum(['when-missing', 'always', 'never']).optional(),
    weight: z.number().min(0).max(1).optional(),
  })
  .refine(({ contact, baseUrl }) => contact !== undefined || baseUrl !== undefined, {
    message:
      'MusicBrainz wants to know whom to write to: give `contact`, a mail address or a web page (not needed with a `baseUrl` of your own)',
  });

export interface MusicBrainzOptions {
  /** A mail address or web page of yours. MusicBrainz blocks who does not give one. Not needed with `baseUrl`. */
  readonly contact?: string;
  /** A mirror of your own, up to and including `/ws/2/`. Default: the public service. */
  readonly baseUrl?: string;
  /** Default 1, what the public service allows an address; 50 for a mirror. */
  readonly requestsPerSecond?: number;
  /** When the artist is asked too, as weaker evidence: where the release group has no genres (default), always, or never. */
  readonly artistGenres?: 'when-missing' | 'always' | 'never';
  /** How much its word counts, 0 to 1. Default 0.85. */
  readonly weight?: number;
}

export interface Settings {
  readonly base: URL;
  readonly userAgent: string;
  readonly requestsPerSecond: number;
  readonly artistGenres: 'when-missing' | 'always' | 'never';
  readonly weight: number;
}

const publicService = 'https://musicbrainz.org/ws/2/';

export function settingsOf(options: MusicBrainzOptions): Settings {
  const { contact, baseUrl, requestsPerSecond, artistGenres, weight } = readOptions(
    schema,
    options,
    'createMusicBrainzSource',
  );
  const base = new URL(baseUrl ?? publicService);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return {
    base,
    userAgent: contact === undefined ? 'Earmark/0.1' : `Earmark/0.1 ( ${contact} )`,
    requestsPerSecond: requestsPerSecond ?? (baseUrl === undefined ? 1 : 50),
    artistGenres: artistGenres ?? 'when-missing',
    weight: weight ?? 0.85,
  };
}
