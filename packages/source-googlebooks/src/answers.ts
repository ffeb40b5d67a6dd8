import { readAnswer } from '@earmark/core';
import { z } from 'zod';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const info = z.object({
  title: text,
  subtitle: text,
  authors: texts,
  publisher: text,
  publishedDate: text,
  description: text,
  industryIdentifiers: z.array(z.object({ type: z.string(), identifier: z.string() })).nullish(),
  categories: texts,
  language: text,
});
export const volume = z.object({ id: z.string().min(1), volumeInfo: info });
/** Without hits the list is not there at all; the total is an estimate that changes from call to call. */
export const volumes = z.object({ totalItems: z.number(), items: z.array(volume).nullish() });

export type Volume = z.infer<typeof volume>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'googlebooks', what });
