import type { FinderStanding } from '@earmark/core';
import type { Settings } from '../options.ts';
import type { DownloadRecord } from '../types.ts';

const hourMs = 3_600_000;

/** Why the site's or the user's limits do not let this one begin now; nothing where they do. */
export function limitReached(
  { source }: DownloadRecord,
  { unsatisfied, uploadedBytes, downloadedBytes }: FinderStanding,
  rule: Settings['rule'],
  justAdded: number,
): string | undefined {
  if (unsatisfied) {
    const left = unsatisfied.limit - rule.reserve - unsatisfied.count - justAdded;
    if (left <= 0)
      return `${unsatisfied.count + justAdded} downloads are not seeded long enough yet, of ${unsatisfied.limit} allowed, ${rule.reserve} of them in reserve`;
  }
  if (source.free || uploadedBytes === undefined || downloadedBytes === undefined) return undefined;
  const after = uploadedBytes / (downloadedBytes + (source.sizeBytes ?? 0));
  return after >= rule.leastRatio
    ? undefined
    : `the ratio would be ${after.toFixed(2)} afterwards, and ${rule.leastRatio} is to be kept`;
}

/** The site's number lags behind: what was added within the hour counts on top. */
export function addedLately(
  records: readonly DownloadRecord[],
  finder: string,
  now: number,
): number {
  return records.filter(
    ({ source, history }) =>
      source.finder === finder &&
      history.some(({ state, at }) => state === 'added' && at > now - hourMs),
  ).length;
}
