import { states } from '@earmark/audiobooks';
import { z } from 'zod';
import { instant, named } from './common.ts';
import { fault } from './library.ts';

const texts = z.array(z.string());
const wanted = z.string().trim().min(1).max(300);

export const newWish = z.strictObject({
  title: z.string().trim().max(300).optional(),
  creators: z.array(wanted).max(10).optional(),
  series: wanted.optional(),
  narrator: wanted.optional(),
  language: wanted.optional(),
  asin: wanted.optional(),
});
const found = z.object({ offers: z.int(), fit: z.int() });
export const wish = named(
  'Wish',
  z.object({
    id: z.string(),
    title: z.string(),
    creators: texts,
    series: z.string().optional(),
    narrator: z.string().optional(),
    language: z.string().optional(),
    asin: z.string().optional(),
    status: z.enum(['open', 'met', 'dropped']),
    createdAt: instant,
    searchedAt: instant.optional(),
    /** What the last search brought. */
    found: found.optional(),
    /** Why a finder did not answer the last search. */
    fault: z.string().optional(),
  }),
);
export const wishSearch = named(
  'WishSearch',
  z.object({
    wish: z.string(),
    /** What finders are asked for. Without a title: all of the author or the series. */
    query: z.object({
      title: z.string(),
      creators: texts,
      series: z.string().optional(),
      narrator: z.string().optional(),
      language: z.string().optional(),
      asin: z.string().optional(),
    }),
    searchedAt: instant.optional(),
    found: found.optional(),
    fault: z.string().optional(),
    dueAt: instant,
  }),
);
export const nextBook = named(
  'NextBook',
  z.object({
    subject: z.string(),
    title: z.string(),
    creators: texts,
    /** The fields that it lacks. */
    empty: texts,
    /** When it was last asked about; left out: never. */
    askedAt: instant.optional(),
    result: z.enum(['hit', 'miss']).optional(),
  }),
);
export const offer = named(
  'Offer',
  z.object({
    id: z.string(),
    wish: z.string(),
    finder: z.string(),
    url: z.string().optional(),
    title: z.string(),
    creators: texts,
    narrators: texts,
    series: z.array(z.object({ name: z.string(), sequence: z.string().optional() })),
    language: z.string().optional(),
    asin: z.string().optional(),
    durationSeconds: z.number().optional(),
    abridged: z.boolean().optional(),
    sizeBytes: z.number().optional(),
    formats: texts,
    seeders: z.number().optional(),
    free: z.boolean(),
    score: z.number(),
    fits: z.boolean(),
    why: texts,
    seenAt: instant,
  }),
);
const downloadState = z.enum(states);
export const bookRecord = named(
  'BookRecord',
  z.object({
    id: z.string(),
    wish: z.string().optional(),
    title: z.string(),
    creators: texts,
    state: downloadState,
    heldAt: downloadState.optional(),
    reason: z.string().optional(),
    by: z.string(),
    books: z.array(
      z.object({ files: z.int(), copied: z.boolean(), subject: z.string().optional() }),
    ),
    history: z.array(z.object({ state: downloadState, at: instant })),
    attempts: z.int(),
    fault: fault.optional(),
    seedUntil: instant.optional(),
  }),
);
export const coverage = named(
  'BookCoverage',
  z.object({
    at: instant,
    libraries: z.record(
      z.string(),
      z.object({ books: z.int(), filled: z.record(z.string(), z.int()) }),
    ),
  }),
);
export const bookStatus = named(
  'BookStatus',
  z.object({
    /** Whether the server has recipes for audiobooks: else nothing can be searched, downloaded or enriched. */
    configured: z.boolean(),
    wishes: z.object({ open: z.int(), met: z.int() }),
    /** For open wishes, and those of them that the rule allows. */
    offers: z.object({ all: z.int(), fitting: z.int() }),
    /** By state. */
    records: z.record(z.string(), z.int()),
    /** Decisions about books that wait for an answer. */
    reviews: z.int(),
    coverage: coverage.optional(),
    lastRun: z
      .object({
        run: z.string(),
        at: instant,
        dryRun: z.boolean(),
        phases: z.array(
          z.object({ phase: z.int(), name: z.string(), ok: z.boolean(), lines: texts }),
        ),
      })
      .optional(),
  }),
);
