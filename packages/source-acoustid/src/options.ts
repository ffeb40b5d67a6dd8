import { readOptions } from '@earmark/core';
import { z } from 'zod';

export interface AcoustIdOptions {
  /** Of your application, from https://acoustid.org/new-application. */
  readonly apiKey: string;
  /** The program that listens, where it is not `fpcalc` on the PATH: for `check()`. */
  readonly fpcalc?: string;
  /** Another address of the same look-up, for tests and proxies. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.6. */
  readonly weight?: number;
}

const schema = z.strictObject({
  apiKey: z.string().min(1),
  fpcalc: z.string().min(1).exactOptional(),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

export function settingsOf(options: AcoustIdOptions) {
  const {
    apiKey,
    fpcalc = 'fpcalc',
    baseUrl = 'https://api.acoustid.org/v2/lookup',
    weight = 0.6,
  } = readOptions(schema, options, 'createAcoustIdSource');
  return { apiKey, fpcalc, url: new URL(baseUrl), weight };
}
export type Settings = ReturnType<typeof settingsOf>;
