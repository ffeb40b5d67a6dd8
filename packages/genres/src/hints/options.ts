import { readOptions } from '@earmark/core';
import { z } from 'zod';

const hintsOptions = z.strictObject({
  /** How many other albums of the artist are looked at, 0 to 50. Default 12. */
  artistAlbums: z.int().min(0).max(50).default(12),
  /** Record labels that you know, and what they release, beside the ones that are known already. */
  labels: z.record(z.string(), z.array(z.string().min(1))).default({}),
});

export type ContextHintsOptions = z.input<typeof hintsOptions>;
export type HintSettings = z.output<typeof hintsOptions>;

export function parseHintSettings(options: ContextHintsOptions): HintSettings {
  return readOptions(hintsOptions, options, 'createContextHints');
}
