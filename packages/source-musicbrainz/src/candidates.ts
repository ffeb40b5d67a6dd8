import type { Candidate, Claim, Query } from '@earmark/core';
import { aliasesOf } from './aliases.ts';
import type { Credit, Group, Label, Release } from './answers.ts';

/** Many editions of one work are one candidate: the edition that fits best speaks for its release group. */
export function groupReleases(releases: readonly Release[], query: Query): readonly Candidate[] {
  const byGroup = new Map<string, Release[]>();
  for (const release of releases) {
    const id = release['release-group']?.id;
    if (id === undefined) continue;
    const editions = byGroup.get(id);
    if (editions) editions.push(release);
    else byGroup.set(id, [release]);
  }
  return [...byGroup].map(([id, editions]) => toCandidate(id, editions, query));
}

function toCandidate(id: string, editions: readonly Release[], query: Query): Candidate {
  const edition = closest(editions, query);
  const group = edition['release-group'];
  const years = editions.map(({ date }) => yearOf(date)).filter((year) => year !== undefined);
  const year =
    yearOf(group?.['first-release-date']) ?? (years.length > 0 ? Math.min(...years) : undefined);
  const label = edition['label-info']?.find((each) => each.label)?.label?.name;
  const trackCount = edition['track-count'] ?? undefined;
  const score = Math.max(...editions.map((each) => each.score ?? 0));
  const named = { title: edition.title, creators: namesOf(edition['artist-credit']) };
  const titles = [group?.title, ...editions.map((each) => each.title), ...aliasTitles(group)];
  return {
    id,
    ...named,
    ...aliasesOf(named, titles, edition['artist-credit']),
    url: `https://musicbrainz.org/release-group/${id}`,
    searchScore: Math.min(1, Math.max(0, score / 100)),
    types: typesOf(group),
    ids: idsOf(id, edition),
    claims: editionClaims(edition),
    ...(year === undefined ? {} : { year }),
    ...(label === undefined ? {} : { label }),
    ...(edition.country ? { country: edition.country } : {}),
    ...(trackCount === undefined ? {} : { trackCount }),
  };
}

/** The edition with our barcode, else with as many tracks as ours, else the one that the search liked best. */
function closest(editions: readonly Release[], { ids, tracks, trackCount }: Query): Release {
  const wanted = trackCount ?? tracks?.length;
  const byBarcode = editions.find(({ barcode }) => barcode && barcode === ids?.barcode);
  const byTracks = editions.find((each) => wanted !== undefined && each['track-count'] === wanted);
  const [first] = editions;
  const found = byBarcode ?? byTracks ?? first;
  if (!found) throw new RangeError('a release group without an edition');
  return found;
}

/** What is said of the edition alone: it came with the search. */
function editionClaims({ date, 'label-info': labels }: Release): readonly Claim[] {
  const say = (field: string, value: string | null | undefined): readonly Claim[] =>
    value ? [{ field, value, strength: 1, level: 'release' }] : [];
  const number = labels?.find((each) => each['catalog-number'])?.['catalog-number'];
  return [...say('date', date), ...say('catalognumber', number)];
}

export function candidateOf(group: Group): Candidate {
  const year = yearOf(group['first-release-date']);
  const named = { title: group.title ?? '', creators: namesOf(group['artist-credit']) };
  return {
    id: group.id,
    ...named,
    ...aliasesOf(named, aliasTitles(group), group['artist-credit']),
    url: `https://musicbrainz.org/release-group/${group.id}`,
    types: typesOf(group),
    ids: { 'musicbrainz-release-group': group.id, ...artistId(group['artist-credit']) },
    claims: [],
    ...(year === undefined ? {} : { year }),
  };
}

function idsOf(group: string, { id, barcode, 'artist-credit': credits }: Release) {
  return {
    'musicbrainz-release-group': group,
    'musicbrainz-release': id,
    ...(barcode ? { barcode } : {}),
    ...artistId(credits),
  };
}

/** Only where the album has one artist: of several, none speaks for the album. */
function artistId(credits: readonly Credit[] | null | undefined) {
  const [only, ...others] = credits ?? [];
  return only?.artist && others.length === 0 ? { 'musicbrainz-artist': only.artist.id } : {};
}

/** Its aliases, and what tells it from others of its title: `Security`, `3: Melt`. */
const aliasTitles = (group: Group | null | undefined) => [
  ...(group?.aliases ?? []).map(({ name }) => name),
  group?.disambiguation,
];

const namesOf = (credits: readonly Credit[] | null | undefined) =>
  (credits ?? [])
    .map(({ name, artist }) => name ?? artist?.name ?? '')
    .filter((name) => name !== '');

const typesOf = (group: Group | null | undefined) =>
  [group?.['primary-type'], ...(group?.['secondary-types'] ?? [])]
    .map((type) => type?.toLowerCase() ?? '')
    .filter((type) => type !== '');

function yearOf(date: string | null | undefined): number | undefined {
  const year = Number(/^\d{4}/.exec(date ?? '')?.[0]);
  return year > 0 ? year : undefined;
}

/**
 * Votes are relative to the most voted label, and nobody's word is only his own: two votes are more than one.
 * Curated genres are said in full, free tags at half strength where there are no genres.
 */
export function claimsOf(
  {
    genres,
    tags,
  }: {
    readonly genres?: readonly Label[] | null | undefined;
    readonly tags?: readonly Label[] | null | undefined;
  },
  level: Claim['level'],
): readonly Claim[] {
  const curated = voted(genres);
  const labels = curated.length > 0 ? curated : voted(tags);
  const most = Math.max(...labels.map(({ votes }) => votes));
  const trust = curated.length > 0 ? 1 : 0.5;
  return labels.map(({ name, votes }) => ({
    field: 'genre',
    value: name,
    strength: trust * (votes / most) * (1 - 0.5 ** (votes + 1)),
    level,
  }));
}

const voted = (labels: readonly Label[] | null | undefined) =>
  (labels ?? [])
    .map(({ name, count }) => ({ name, votes: count ?? 0 }))
    .filter(({ votes }) => votes > 0);
