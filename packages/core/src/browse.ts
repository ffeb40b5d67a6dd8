import type {
  DecisionRecord,
  PlanRecord,
  ReceiptRecord,
  Review,
  ReviewFilter,
  RunOutcome,
  RunRecord,
} from './ports.ts';
import type { Band, CatalogueFile } from './spec.ts';

/**
 * The read model for lists: what people page through, filter and search. It is kept by the same transactions that
 * write what it shows, so a list is never behind what it lists. All of one account.
 */
export interface Browse {
  albums(query?: AlbumQuery): Promise<BrowsePage<AlbumRow>>;
  album(id: string): Promise<AlbumRow | undefined>;
  files(query?: FileQuery): Promise<BrowsePage<FileRow>>;
  decisions(query?: DecisionQuery): Promise<BrowsePage<DecisionRecord>>;
  reviews(query?: ReviewQuery): Promise<BrowsePage<Review>>;
  receipts(query?: ReceiptQuery): Promise<BrowsePage<ReceiptRow>>;
  runs(query?: RunQuery): Promise<BrowsePage<RunRecord>>;
  /** What the albums that a query finds have in common, most frequent first; each facet without its own filter, so that a person can change their mind. */
  facets<Name extends FacetName>(
    query: AlbumQuery,
    which: readonly Name[],
    limit?: number,
  ): Promise<Readonly<Record<Name, readonly FacetValue[]>>>;
  /** How many of the albums have which confidence: 20 bins of 0.05, the last one with 1 itself. */
  histogram(query?: AlbumQuery): Promise<readonly number[]>;
  /** Grows with every change of the account's rows: what was listed at the same revision is still so. */
  revision(): Promise<number>;
}

/** Keyset pages: `next` is opaque, goes back as `after`, and costs the same on the last page as on the first. */
export interface BrowsePage<Row> {
  readonly items: readonly Row[];
  /** Absent on the last page. */
  readonly next?: string;
  /** How many there are in all, where `count` asked for it. */
  readonly total?: number;
}
export interface BrowsePaging {
  /** Default 50, at most 500. */
  readonly limit?: number;
  readonly after?: string;
  /** For scroll bars, instead of `after`: where to jump to. */
  readonly offset?: number;
  readonly count?: boolean;
  readonly descending?: boolean;
}

/**
 * How an album stands, by the first that holds: `failed`: a file of it cannot be read or written; `manual` and `review`:
 * a person is asked; `undecided`: a source that might know it could not be asked; `proposed`: decided and not written, as
 * after a dry run or a yes; `changed`: written; `settled`: a person rejected or locked what could be; `confirmed`: it is
 * as its sources say; `unknown`: no source knows it, or nothing was decided yet.
 */
export const albumStates = [
  'failed',
  'manual',
  'review',
  'undecided',
  'proposed',
  'changed',
  'settled',
  'confirmed',
  'unknown',
] as const;
export type AlbumState = (typeof albumStates)[number];
export interface AlbumQuery extends BrowsePaging {
  /** Words of title, creators and folder in any script, each by its beginning; folded as for matching. */
  readonly text?: string;
  readonly creator?: string;
  readonly genre?: string;
  readonly kind?: 'album' | 'book';
  /** Both included; either may be left out. */
  readonly years?: readonly [from: number | undefined, to?: number];
  readonly format?: string;
  readonly root?: string;
  readonly completeness?: AlbumRow['completeness'];
  /** 0 to 1, both included. */
  readonly health?: readonly [from: number, to: number];
  readonly confidence?: readonly [from: number, to: number];
  readonly band?: Band;
  readonly state?: AlbumState;
  readonly locked?: boolean;
  /** A source that could not be asked when what now holds was decided. */
  readonly silent?: string;
  /** A kind of issue that the last check of the library found in it. */
  readonly issue?: string;
  readonly changedSince?: number;
  /** Default `title`. What has no such value comes last. */
  readonly sort?:
    | 'title'
    | 'creator'
    | 'year'
    | 'added'
    | 'changed'
    | 'confidence'
    | 'health'
    | 'folder';
}
export interface AlbumRow {
  readonly id: string;
  readonly kind: 'album' | 'book';
  readonly title: string;
  readonly creators: readonly string[];
  readonly year?: number;
  readonly root: string;
  readonly folder: string;
  readonly genres: readonly string[];
  readonly formats: readonly string[];
  readonly files: number;
  readonly durationSeconds: number;
  readonly pictures: number;
  /** `untagged`: no file of it has a title. */
  readonly completeness: 'complete' | 'incomplete' | 'untagged';
  /** Of its least sure decision; absent while nothing was decided. */
  readonly band?: Band;
  readonly confidence?: number;
  readonly state: AlbumState;
  /** 0 to 1; absent until the library was checked. */
  readonly health?: number;
  readonly pendingReviews: number;
  /** A person has locked a field of it. */
  readonly locked: boolean;
  readonly addedAt: number;
  readonly changedAt?: number;
}

export interface FileQuery extends BrowsePaging {
  readonly text?: string;
  readonly album?: string;
  readonly root?: string;
  readonly folder?: string;
  readonly format?: string;
  /** Only those that could not be read. */
  readonly failed?: boolean;
  /** Default `path`. */
  readonly sort?: 'path' | 'size' | 'added' | 'duration';
}
export interface FileRow extends CatalogueFile {
  readonly addedAt: number;
}

/** Newest first, unless `descending` is false. */
export interface DecisionQuery extends BrowsePaging {
  readonly run?: string;
  readonly subject?: string;
  readonly field?: string;
  readonly band?: Band;
  readonly confidence?: readonly [from: number, to: number];
  readonly text?: string;
  readonly since?: number;
}
/** Most confident first, unless `sort` says otherwise. */
export interface ReviewQuery extends BrowsePaging, Omit<ReviewFilter, 'limit' | 'offset'> {
  readonly sort?: 'confidence' | 'queued' | 'title';
}
/** Newest first, unless `descending` is false. */
export interface ReceiptQuery extends BrowsePaging {
  readonly run?: string;
  readonly subject?: string;
  readonly target?: string;
  readonly sink?: string;
  readonly undone?: boolean;
  readonly since?: number;
}
export interface ReceiptRow extends ReceiptRecord {
  readonly at: number;
  readonly subject?: string;
  readonly title?: string;
  readonly diff: PlanRecord['plan']['diff'];
}
/** Newest first, unless `descending` is false. */
export interface RunQuery extends BrowsePaging {
  readonly recipe?: string;
  readonly pipeline?: string;
  /** `open`: it has no outcome yet. */
  readonly outcome?: RunOutcome | 'open';
  readonly since?: number;
  /** Those of workers too, of which there may be millions. Default false. */
  readonly jobs?: boolean;
}

export type FacetName =
  | 'genre'
  | 'year'
  | 'format'
  | 'creator'
  | 'band'
  | 'kind'
  | 'root'
  | 'state'
  | 'silent'
  | 'issue';
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
