import type { Match, Plugin, Query } from '@earmark/core';
import type { CoversSettings } from './options.ts';

/** A picture that a source shows for the album it was matched with. */
export interface Offered {
  readonly source: string;
  readonly url: URL;
}

const polite = { requests: 5, perMs: 1000, concurrency: 4 };

/** The plugin that fetches pictures: these hosts and no others, whatever address a source gives. */
export const fetcher = ({ coverArtArchive, hosts }: CoversSettings): Plugin => ({
  spec: 1,
  name: 'covers',
  hosts: Object.fromEntries(
    [
      new URL(coverArtArchive).host,
      // The archive answers with the address of one of its many machines.
      'archive.org',
      '*.archive.org',
      '*.dzcdn.net',
      '*.discogs.com',
      ...hosts,
    ].map((host) => [host, polite]),
  ),
});

/** What this match shows: of the release that the tags name, else of the work. */
export function picturesOf(
  { source, candidate }: Match,
  { ids: own = {} }: Pick<Query, 'ids'>,
  { coverArtArchive }: CoversSettings,
): readonly Offered[] {
  const { ids = {}, claims } = candidate;
  const release = ids['musicbrainz-release'];
  const group = ids['musicbrainz-release-group'];
  const archived =
    release !== undefined && release === own['musicbrainz-release']
      ? `release/${release}`
      : group && `release-group/${group}`;
  const base = coverArtArchive.replace(/\/$/, '');
  const addresses = [
    ...(archived ? [`${base}/${archived}/front-1200`] : []),
    ...claims.filter(({ field }) => field === 'picture').map(({ value }) => value),
  ];
  return addresses.flatMap((address) =>
    URL.canParse(address) ? [{ source, url: new URL(address) }] : [],
  );
}
