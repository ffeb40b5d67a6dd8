import { type Fault, readAnswer } from '@earmark/core';
import { z } from 'zod';

/** Only the fields that are used. What the service does not know is left out. */
const artist = z.object({ id: z.string().nullish(), name: z.string() });
const releaseGroup = z.object({
  id: z.string(),
  title: z.string().nullish(),
  type: z.string().nullish(),
  secondarytypes: z.array(z.string()).nullish(),
  artists: z.array(artist).nullish(),
});
const recording = z.object({
  id: z.string(),
  title: z.string().nullish(),
  duration: z.number().nullish(),
  artists: z.array(artist).nullish(),
  releasegroups: z.array(releaseGroup).nullish(),
});
const result = z.object({
  id: z.string(),
  score: z.number(),
  recordings: z.array(recording).nullish(),
});
const lookup = z.object({
  fingerprints: z.array(z.object({ index: z.coerce.number(), results: z.array(result).nullish() })),
});

export type Recording = z.infer<typeof recording>;
export type ReleaseGroup = z.infer<typeof releaseGroup>;
export type Result = z.infer<typeof result>;

/** Throws `bad-response`. */
export const readLookup = (body: unknown) =>
  readAnswer(lookup, body, { plugin: 'acoustid', what: 'the look-up' }).fingerprints;

export function isMiss(body: unknown): boolean {
  const read = lookup.safeParse(body);
  return read.success && read.data.fingerprints.every(({ results }) => !results?.length);
}

const failure = z.object({
  status: z.literal('error'),
  error: z.object({ code: z.number(), message: z.string().nullish() }).nullish(),
});
const codes: Readonly<Record<number, Fault['code']>> = {
  4: 'auth',
  5: 'network',
  13: 'network',
  14: 'quota',
};

export function faultOf(body: unknown): Fault | undefined {
  const failed = failure.safeParse(body);
  if (!failed.success) return undefined;
  const { code = 0, message } = failed.data.error ?? {};
  return {
    code: codes[code] ?? 'bad-response',
    message: `AcoustID: ${message ?? 'an error'} (code ${code})`,
  };
}
