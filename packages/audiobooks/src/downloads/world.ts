import type { RunContext } from '@earmark/core';
import type { Settings } from '../options.ts';
import type { Days } from '../records/days.ts';
import type { BookRecords } from '../records/shelves.ts';
import type { DownloadRecord, DownloadState } from '../types.ts';

/** What a step works with. */
export interface World {
  readonly run: RunContext;
  readonly settings: Settings;
  readonly records: BookRecords;
  readonly days: Days;
}
/**
 * What a step found out. It asks the world before it does anything, so that it may be asked again after a kill
 * at any point. `wait`: nothing yet, look again later.
 */
export type StepEnd =
  | { readonly to: DownloadState; readonly with?: Partial<DownloadRecord> }
  | { readonly wait: string }
  | { readonly held: string };

export type Step = (record: DownloadRecord, world: World) => Promise<StepEnd>;
