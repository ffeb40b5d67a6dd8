import type { Id3Flag } from '../id3-flag.ts';
import type { QueueFlags } from '../queue/wish.ts';
import { wholeNumber } from '../whole-number.ts';

export interface TagFlags extends QueueFlags, Id3Flag {
  readonly shared?: boolean;
  readonly queue?: boolean;
  readonly dryRun?: boolean;
  readonly confidence?: string;
  readonly album?: readonly string[];
  readonly sample?: string;
  readonly limit?: string;
  readonly sources?: string;
  readonly fields?: string;
  readonly covers?: boolean;
  readonly changesOnly?: boolean;
  readonly reasons?: boolean;
}

export function limitOf({ sample, limit }: Pick<TagFlags, 'sample' | 'limit'>): number | undefined {
  if (sample !== undefined) return wholeNumber('--sample', sample, 1);
  return limit === undefined ? undefined : wholeNumber('--limit', limit, 1);
}
