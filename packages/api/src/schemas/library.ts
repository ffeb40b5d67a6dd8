import { albumStates, reviewStatuses } from '@earmark/core';
import { kindNames } from '@earmark/quality';
import { z } from 'zod';
import {
  anyJson,
  id,
  instant,
  named,
  page,
  paging,
  searchText,
  share,
  whole,
  yesNo,
} from './common.ts';

const values = z.array(z.string());
export const band = z.enum(['auto', 'review', 'manual', 'unchanged']);
const albumState = z.enum(albumStates);
const completeness = z.enum(['complete', 'incomplete', 'untagged']);
const kind = z.enum(['album', 'book']);
export const fault = named(
  'Fault',
  z.object({ code: z.string(), message: z.string(), retryAfterMs: z.number().optional() }),
);
/** What albums can be filtered by, in a list, its facets and its export. */
export const albumFilter = {
  text: searchText.optional(),
  creator: searchText.optional(),
  genre: searchText.optional(),
  kind: kind.optional(),
  yearFrom: whole(0, 9999).optional(),
  yearTo: whole(0, 9999).optional(),
  format: z.string().max(20).optional(),
  root: z.string().max(200).optional(),
  completeness: completeness.optional(),
  healthFrom: share.optional(),
  healthTo: share.optional(),
  confidenceFrom: share.optional(),
  confidenceTo: share.optional(),
  band: band.optional(),
  state: albumState.optional(),
  locked: yesNo.optional(),
  /** A source that could not be asked. */
  silent: z.string().max(100).optional(),
  /** A kind of issue, as the last check of the library found it. */
  issue: z.enum(kindNames as [string, ...string[]]).optional(),
  changedSince: whole(0, 8.64e15).optional(),
};
export const albumQuery = z.strictObject({
  ...albumFilter,
  ...paging,
  sort: z
    .enum(['title', 'creator', 'year', 'added', 'changed', 'confidence', 'health', 'folder'])
    .optional(),
});
const album = named(
  'Album',
  z.object({
    id: z.string(),
    kind,
    title: z.string(),
    creators: values,
    year: z.int().optional(),
    root: z.string(),
    folder: z.string(),
    genres: values,
    formats: values,
    files: z.int(),
    durationSeconds: z.number(),
    pictures: z.int(),
    completeness,
    band: band.optional(),
    confidence: z.number().optional(),
    state: albumState,
    health: z.number().optional(),
    pendingReviews: z.int(),
    locked: z.boolean(),
    addedAt: instant,
    changedAt: instant.optional(),
  }),
);
export const albums = named('Albums', page(album));

const file = named(
  'File',
  z.object({
    id: z.string(),
    root: z.string(),
    path: z.string(),
    size: z.number(),
    album: z.string().optional(),
    format: z.string().optional(),
    fields: z.record(z.string(), values),
    complete: z.boolean(),
    durationSeconds: z.number().optional(),
    pictures: z.int(),
    chapters: z.int(),
    fault: fault.optional(),
    addedAt: instant,
  }),
);
export const files = named('Files', page(file));
export const fileQuery = z.strictObject({
  text: searchText.optional(),
  album: id.optional(),
  root: z.string().max(200).optional(),
  folder: z.string().max(4096).optional(),
  format: z.string().max(20).optional(),
  failed: yesNo.optional(),
  sort: z.enum(['path', 'size', 'added', 'duration']).optional(),
  ...paging,
});

export const albumPage = named(
  'AlbumPage',
  album.extend({
    fields: z.array(
      z.object({
        field: z.string(),
        /** What all its files agree on. */
        values,
        locked: z.boolean(),
        decision: z.object({ id: z.string(), confidence: z.number() }).optional(),
      }),
    ),
    tracks: z.array(file),
    pinned: z.record(z.string(), z.string()),
  }),
);

const reason = named(
  'Reason',
  z.object({
    what: z.string(),
    contribution: z.number(),
    source: z.string().optional(),
    detail: z.string().optional(),
  }),
);
const releaseShape = {
  source: z.string(),
  id: z.string(),
  title: z.string(),
  creators: values,
  year: z.int().optional(),
  country: z.string().optional(),
  tracks: z.int().optional(),
  url: z.string().optional(),
  score: z.number(),
};
/** What a source was believed to mean, and what came second. */
const matchedRelease = named(
  'MatchedRelease',
  z.object({ ...releaseShape, runnerUp: z.object(releaseShape).optional() }),
);
const decision = named(
  'Decision',
  z.object({
    id: z.string(),
    subject: z.string(),
    title: z.string(),
    run: z.string(),
    at: instant,
    field: z.string(),
    before: values,
    after: values,
    confidence: z.number(),
    belief: z.number(),
    band,
    reasons: z.array(reason),
    silent: values,
    matches: z.array(matchedRelease).optional(),
  }),
);
export const decisions = named('Decisions', page(decision));
export const decisionQuery = z.strictObject({
  run: id.optional(),
  subject: id.optional(),
  field: z.string().max(50).optional(),
  band: band.optional(),
  confidenceFrom: share.optional(),
  confidenceTo: share.optional(),
  text: searchText.optional(),
  since: whole(0, 8.64e15).optional(),
  ...paging,
});

const change = named(
  'Change',
  z.object({
    /** Absent where it was not written. */
    receipt: z.string().optional(),
    run: z.string(),
    target: z.string(),
    subject: z.string().optional(),
    title: z.string().optional(),
    at: instant,
    field: z.string(),
    before: values,
    after: values,
    /** `abandoned`: only planned, as in a dry run. */
    status: z.enum(['applied', 'planned', 'failed', 'abandoned']),
    fault: fault.optional(),
    undone: z.boolean(),
  }),
);
export const changes = named('Changes', page(change));

const reviewStatus = z.enum(reviewStatuses);
export const review = named(
  'Review',
  z.object({
    decision: z.string(),
    subject: z.string(),
    title: z.string(),
    field: z.string(),
    before: values,
    after: values,
    confidence: z.number(),
    band: z.enum(['review', 'manual']),
    queuedAt: instant,
    status: reviewStatus,
    by: z.string().optional(),
    at: instant.optional(),
    reason: z.string().optional(),
    edited: values.optional(),
  }),
);
export const reviews = named('Reviews', page(review));
export const reviewFilter = {
  status: reviewStatus.optional(),
  field: z.string().max(50).optional(),
  band: z.enum(['review', 'manual']).optional(),
  subject: id.optional(),
  minConfidence: share.optional(),
  maxConfidence: share.optional(),
  text: searchText.optional(),
};
export const reviewQuery = z.strictObject({
  ...reviewFilter,
  ...paging,
  sort: z.enum(['confidence', 'queued', 'title']).optional(),
});
const why = z.string().max(1000).optional();
export const verdict = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.enum(['accepted', 'rejected']), reason: why }),
  z.strictObject({
    verdict: z.literal('edited'),
    edited: z.array(z.string().min(1).max(500)).max(50),
    reason: why,
  }),
  /** Nobody asks about this field of this album again, until it is unlocked. */
  z.strictObject({ verdict: z.literal('locked') }),
]);

export const run = named(
  'Run',
  z.object({
    id: z.string(),
    pipeline: z.string(),
    recipe: z.string().optional(),
    startedAt: instant,
    endedAt: instant.optional(),
    outcome: z.enum(['completed', 'stopped', 'failed']).optional(),
    state: z.enum(['running', 'completed', 'stopped', 'failed', 'killed']),
    counts: z.record(z.string(), z.number()),
    request: anyJson.optional(),
  }),
);
export const runs = named('Runs', page(run));
export const runQuery = z.strictObject({
  recipe: z.string().max(50).optional(),
  pipeline: z.string().max(200).optional(),
  outcome: z.enum(['completed', 'stopped', 'failed', 'open']).optional(),
  since: whole(0, 8.64e15).optional(),
  ...paging,
});
export const facetNames = [
  'genre',
  'year',
  'format',
  'creator',
  'band',
  'kind',
  'root',
  'state',
  'silent',
  'issue',
] as const;
export const facets = named(
  'Facets',
  z.partialRecord(z.enum(facetNames), z.array(z.object({ value: z.string(), count: z.int() }))),
);
