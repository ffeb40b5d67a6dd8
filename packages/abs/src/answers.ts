import { type Fault, readAnswer } from '@earmark/core';
import { z } from 'zod';

const text = z.string().nullish();
const names = z.array(z.string()).nullish();
const metadata = z.object({
  title: text,
  subtitle: text,
  authors: z.array(z.object({ name: z.string() })).nullish(),
  narrators: names,
  series: z.array(z.object({ name: z.string(), sequence: text })).nullish(),
  genres: names,
  publishedYear: z.union([z.string(), z.number()]).nullish(),
  publisher: text,
  description: text,
  isbn: text,
  asin: text,
  language: text,
  // 2.17 echoes whatever it was sent.
  explicit: z.unknown().optional(),
  abridged: z.unknown().optional(),
});
const chapter = z.object({ start: z.number(), end: z.number(), title: z.string() });
const media = z.object({
  metadata,
  tags: names,
  coverPath: text,
  duration: z.number().nullish(),
  numTracks: z.number().nullish(),
  chapters: z.array(chapter).nullish(),
});
const item = z.object({
  id: z.string(),
  libraryId: z.string(),
  path: z.string(),
  isMissing: z.boolean().nullish(),
  isInvalid: z.boolean().nullish(),
  mediaType: z.string(),
  updatedAt: z.number(),
  media,
});
export type Item = z.infer<typeof item>;
export type Chapter = z.infer<typeof chapter>;
export const itemAnswer = item;
export const batchAnswer = z.object({ libraryItems: z.array(item) });

const listed = item.omit({ media: true });
export type Listed = z.infer<typeof listed>;
/** `total` is missing at times while a scan runs. */
export const listAnswer = z.object({ results: z.array(listed), total: z.number().nullish() });

const library = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  folders: z.array(z.object({ fullPath: z.string() })).nullish(),
  settings: z.object({ metadataPrecedence: z.array(z.string()).nullish() }).nullish(),
});
export type Library = z.infer<typeof library>;
export const librariesAnswer = z.object({ libraries: z.array(library) });

export const statusAnswer = z.object({
  app: z.literal('audiobookshelf'),
  serverVersion: z.string(),
});
export const authorizeAnswer = z.object({
  user: z.object({
    username: z.string(),
    type: z.string(),
    permissions: z.object({ update: z.boolean(), upload: z.boolean() }).partial(),
  }),
  serverSettings: z.object({ storeMetadataWithItem: z.boolean().nullish() }).nullish(),
});

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'abs', what });

/** Its errors are plain text, or a page. */
export function faultOf(_: unknown, status: number): Fault | undefined {
  if (status === 401)
    return {
      code: 'auth',
      message:
        'Audiobookshelf refuses the key. It may have expired or be inactive: make a new one under Settings, API Keys.',
    };
  if (status === 404)
    return {
      code: 'not-found',
      message:
        'Audiobookshelf does not have this any more: it may have been removed since. If it says so of everything, check the address and its base path.',
    };
  if (status === 403)
    return {
      code: 'auth',
      message:
        "Audiobookshelf does not allow this to the key's user. Give that user the permission to update (for covers also to upload) and access to the library.",
    };
  if (status === 413)
    return {
      code: 'unsupported',
      message: 'This is more than Audiobookshelf takes at once (10 MB).',
    };
  return undefined;
}
