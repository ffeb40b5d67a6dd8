import { type Fault, readAnswer } from '@earmark/core';
import { z } from 'zod';

const text = z.string().nullish();
const person = z.object({ name: z.string() });
const series = z.object({
  name: z.string(),
  position: z.union([z.string(), z.number()]).nullish(),
});
export const book = z.object({
  asin: z.string().min(1),
  title: z.string(),
  subtitle: text,
  authors: z.array(person).nullish(),
  narrators: z.array(person).nullish(),
  publisherName: text,
  releaseDate: text,
  runtimeLengthMin: z.number().nullish(),
  language: text,
  formatType: text,
  isAdult: z.boolean().nullish(),
  isbn: text,
  genres: z.array(z.object({ name: z.string(), type: text })).nullish(),
  seriesPrimary: series.nullish(),
  seriesSecondary: series.nullish(),
  summary: text,
  description: text,
});
export const books = z.array(book);
export type Book = z.infer<typeof book>;

export const chapters = z.object({
  isAccurate: z.boolean(),
  runtimeLengthMs: z.number(),
  brandIntroDurationMs: z.number().nullish(),
  brandOutroDurationMs: z.number().nullish(),
  chapters: z.array(z.object({ startOffsetMs: z.number(), title: z.string() })),
});
export type Chapters = z.infer<typeof chapters>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'audnexus', what });

const failure = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().nullish(),
    details: z.object({ retryAfterSeconds: z.number().nullish() }).nullish(),
  }),
});

const codes: Readonly<Record<string, Fault['code']>> = {
  NOT_FOUND: 'not-found',
  // Another shop may have it: for this one it is a miss.
  REGION_UNAVAILABLE: 'not-found',
  CONTENT_TYPE_MISMATCH: 'not-found',
  VALIDATION_ERROR: 'bad-response',
  BAD_REQUEST: 'bad-response',
  RATE_LIMIT_EXCEEDED: 'quota',
};

export function faultOf(body: unknown): Fault | undefined {
  const failed = failure.safeParse(body);
  const code = failed.success ? codes[failed.data.error.code] : undefined;
  if (!failed.success || code === undefined) return undefined;
  const { message, details } = failed.data.error;
  const wait = details?.retryAfterSeconds;
  return {
    code,
    message: `Audnexus: ${message ?? failed.data.error.code}`,
    ...(code === 'quota' && wait ? { retryAfterMs: wait * 1000 } : {}),
  };
}
