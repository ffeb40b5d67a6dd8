import type { Fault, Plugin, PluginContext } from '@earmark/core';

/** A book that somebody wants and does not have. Without a title: all of an author or a series. */
export interface Wish {
  readonly id: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly series?: string;
  readonly narrator?: string;
  readonly language?: string;
  readonly asin?: string;
  readonly status: 'open' | 'met' | 'dropped';
  readonly createdAt: number;
  readonly searchedAt?: number;
  /** What the last search brought. */
  readonly found?: { readonly offers: number; readonly fit: number };
  /** Why a finder did not answer the last search. */
  readonly fault?: string;
}
/** How a person calls it. */
export const called = ({ title, series, creators }: Wish): string =>
  [title || series || 'all', ...creators].join(', ');
export type NewWish = Pick<Wish, 'title' | 'creators'> &
  Partial<Pick<Wish, 'series' | 'narrator' | 'language' | 'asin'>>;

/** What a finder has for a wish, and what we think of it. `id` is what a yes is given to. */
export interface OfferRecord {
  readonly id: string;
  readonly wish: string;
  readonly finder: string;
  readonly offer: string;
  readonly url?: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly narrators: readonly string[];
  readonly series: readonly { readonly name: string; readonly sequence?: string }[];
  readonly language?: string;
  readonly asin?: string;
  readonly durationSeconds?: number;
  readonly abridged?: boolean;
  readonly sizeBytes?: number;
  readonly formats: readonly string[];
  readonly seeders?: number;
  readonly free: boolean;
  readonly extra?: Readonly<Record<string, string>>;
  /** 0 to 1: how surely it is the wished book. */
  readonly score: number;
  /** It keeps all rules; else why not. */
  readonly fits: boolean;
  readonly why: readonly string[];
  readonly seenAt: number;
}

/** The way of a download. `held` needs a person, `failed` was given up, `gone` was removed by its user. */
export const states = [
  'chosen',
  'added',
  'downloading',
  'complete',
  'linked',
  'scanned',
  'located',
  'described',
  'done',
  'held',
  'failed',
  'gone',
] as const;
export type DownloadState = (typeof states)[number];

export interface DownloadRecord {
  readonly id: string;
  readonly wish?: string;
  /** What was said yes to, as it was seen. Never a download link. */
  readonly source: OfferRecord;
  readonly state: DownloadState;
  /** Where a held one goes on. */
  readonly heldAt?: DownloadState;
  readonly reason?: string;
  readonly by: string;
  readonly download?: { readonly id: string; readonly hashes: readonly string[] };
  readonly files?: readonly {
    readonly path: string;
    readonly name: string;
    readonly size: number;
  }[];
  readonly books: readonly ImportedBook[];
  /** Files that nobody could place: a person has to. */
  readonly left?: readonly string[];
  readonly history: readonly { readonly state: DownloadState; readonly at: number }[];
  readonly attempts: number;
  readonly fault?: Fault;
  /** Until then the site wants it seeded. */
  readonly seedUntil?: number;
}
export interface ImportedBook {
  /** In the library, absolute. */
  readonly folder: string;
  readonly files: readonly {
    readonly from: string;
    readonly name: string;
    readonly size: number;
  }[];
  /** Copied, as the two lie on different disks: it costs space. */
  readonly copied?: boolean;
  /** The subject that the library's server made of it. */
  readonly subject?: string;
}

/** A server that shows the library: it looks for new books, and finds one by its folder on this machine. */
export interface Shelf extends Plugin {
  readonly kind: 'shelf';
  refresh(ctx: PluginContext): Promise<void>;
  locate(folder: string, ctx: PluginContext): Promise<string | undefined>;
}
