import { isAbsolute } from 'node:path';
import {
  type Downloader,
  EarmarkError,
  type Finder,
  type Origin,
  readOptions,
} from '@earmark/core';
import { z } from 'zod';
import type { Shelf } from './types.ts';

/** What an offer must keep to fit; with `perDay` those that do are added without a yes. */
export interface OfferRule {
  /** Additions a day without a yes. Default 0: nothing is added by itself. */
  readonly perDay?: number;
  /** Bytes a day without a yes. Default: no limit. */
  readonly bytesPerDay?: number;
  /** How surely it must be the wished book, 0 to 1. Default 0.9: title and author alone are 0.92. */
  readonly leastScore?: number;
  /** Only what costs no ratio. Default true. */
  readonly freeOnly?: boolean;
  /** Accepted formats, best first. Default m4b, m4a, mp3. */
  readonly formats?: readonly string[];
  readonly mostBytes?: number;
  readonly leastSeeders?: number;
  /** Default true: what is known to be abridged does not fit. */
  readonly unabridged?: boolean;
  /** Downloads that the site allows and that are left alone. Default 10. */
  readonly reserve?: number;
  /** Uploaded over downloaded that must be left after this one. Default 2. */
  readonly leastRatio?: number;
}
export interface LibraryOptions {
  /** Where finished books are linked to: an absolute folder, on the disk of the downloads where links are wanted. */
  readonly folder: string;
  /** Folders of a book. A part in `<…>` is left out where one of its words is empty. */
  readonly template?: string;
  /** Also link covers, PDFs, cue sheets and notes. Default true. */
  readonly extras?: boolean;
}
export interface AudiobooksOptions {
  readonly finders?: readonly Finder[];
  readonly downloader?: Downloader;
  readonly origin?: Origin;
  readonly shelf?: Shelf;
  readonly library?: LibraryOptions;
  readonly rule?: OfferRule;
  /** The client's category for our downloads. Default `earmark`. */
  readonly category?: string;
  /** Books asked about a day. Default 50. */
  readonly dailyMax?: number;
}

const withKind = <T>(kind: string) =>
  z.custom<T>(
    (value) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
    `a plugin of kind ${kind}`,
  );
const share = z.number().min(0).max(1);
const bytes = z.number().positive();
const rule = z.strictObject({
  perDay: z.int().min(0).exactOptional(),
  bytesPerDay: bytes.exactOptional(),
  leastScore: share.exactOptional(),
  freeOnly: z.boolean().exactOptional(),
  formats: z.array(z.string().min(1)).min(1).exactOptional(),
  mostBytes: bytes.exactOptional(),
  leastSeeders: z.int().min(0).exactOptional(),
  unabridged: z.boolean().exactOptional(),
  reserve: z.int().min(0).exactOptional(),
  leastRatio: z.number().min(0).exactOptional(),
});
const schema = z.strictObject({
  finders: z.array(withKind<Finder>('finder')).exactOptional(),
  downloader: withKind<Downloader>('downloader').exactOptional(),
  origin: withKind<Origin>('origin').exactOptional(),
  shelf: withKind<Shelf>('shelf').exactOptional(),
  library: z
    .strictObject({
      folder: z.string().refine(isAbsolute, 'an absolute folder'),
      template: z.string().min(1).exactOptional(),
      extras: z.boolean().exactOptional(),
    })
    .exactOptional(),
  rule: rule.exactOptional(),
  category: z
    .string()
    .regex(/^[^,]+$/)
    .exactOptional(),
  dailyMax: z.int().min(1).exactOptional(),
});

export const defaultTemplate =
  '{author}/<{series}/><Vol {part} - >{title}< {{narrator}}>< [{asin}]>';

export interface Settings extends Omit<AudiobooksOptions, 'rule' | 'library'> {
  readonly finders: readonly Finder[];
  readonly category: string;
  readonly dailyMax: number;
  readonly rule: Required<Omit<OfferRule, 'bytesPerDay' | 'mostBytes'>> &
    Pick<OfferRule, 'bytesPerDay' | 'mostBytes'>;
  readonly library?: Required<LibraryOptions>;
}

export function settingsOf(options: AudiobooksOptions): Settings {
  const { library, ...read } = readOptions(schema, options, 'createAudiobooks');
  const names = (read.finders ?? []).map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw new EarmarkError('config', 'createAudiobooks: two finders have the same name.');
  return {
    finders: [],
    category: 'earmark',
    dailyMax: 50,
    ...read,
    ...(library ? { library: { template: defaultTemplate, extras: true, ...library } } : {}),
    rule: {
      perDay: 0,
      leastScore: 0.9,
      freeOnly: true,
      formats: ['m4b', 'm4a', 'mp3'],
      leastSeeders: 1,
      unabridged: true,
      reserve: 10,
      leastRatio: 2,
      ...read.rule,
    },
  };
}
