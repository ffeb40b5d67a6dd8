import { readOptions } from '@earmark/core';
import { z } from 'zod';

export interface GoogleBooksOptions {
  /** From https://console.cloud.google.com, with the Books API switched on. Without one, all the world shares one quota. */
  readonly apiKey: string;
  /** Two letters: what is on sale there is what is found. Default `US`. */
  readonly country?: string;
  /** Requests a day: the project's quota. Default 1,000. */
  readonly perDay?: number;
  /** Another address of the same service, for tests and proxies. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.6. */
  readonly weight?: number;
}

const schema = z.strictObject({
  apiKey: z.string().min(1),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .exactOptional(),
  perDay: z.int().min(1).exactOptional(),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

export interface Settings extends Required<Omit<GoogleBooksOptions, 'baseUrl'>> {
  readonly base: URL;
}

export function settingsOf(options: GoogleBooksOptions): Settings {
  const {
    baseUrl = 'https://www.googleapis.com/books/v1/',
    country = 'US',
    perDay = 1_000,
    weight = 0.6,
    apiKey,
  } = readOptions(schema, options, 'createGoogleBooksSource');
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  return { apiKey, country, perDay, weight, base };
}
