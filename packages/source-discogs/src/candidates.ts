import type { Candidate, Claim } from '@earmark/core';
import type { Hit, Work } from './answers.ts';
import { composersOf } from './composers.ts';
import { artistName, creatorName, splitTitle } from './names.ts';
import { tracksOf } from './tracks.ts';

const genreStrength = 0.5;
const certain = { strength: 1, level: 'release' } as const;

/** Styles are what people call genres; Discogs' own 15 genres only support a family. */
export function claimsOf(styles: readonly string[], genres: readonly string[]): readonly Claim[] {
  const say = (value: string, strength: number): Claim => ({
    field: 'genre',
    value,
    strength,
    level: 'release',
  });
  return [
    ...styles.map((value) => say(value, 1)),
    ...genres.map((value) => say(value, genreStrength)),
  ];
}

/** A master and its releases are one work: the first of them in the search's order stands for it. */
export function candidatesOf(hits: readonly Hit[]): readonly Candidate[] {
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (const hit of hits) {
    const key = keyOf(hit);
    if (key === undefined || seen.has(key)) continue;
    seen.add(key);
    candidates.push(toCandidate(hit, key));
  }
  return candidates;
}

/** `master/666` or `release/1`: what to look up, too. A search may also find artists and labels. */
function keyOf({ id, type, master_id }: Hit): string | undefined {
  if (type === 'master') return `master/${id}`;
  if (type && type !== 'release') return undefined;
  return master_id ? `master/${master_id}` : `release/${id}`;
}

function toCandidate(hit: Hit, key: string): Candidate {
  const { artist, title } = splitTitle(hit.title);
  const { year, country, label, uri, style, genre, format } = hit;
  const types = (format ?? [])
    .map((each) => each.toLowerCase())
    .filter((each) => /^(album|single|ep|compilation)$/.test(each));
  return {
    id: key,
    title,
    creators: artist === '' ? [] : [creatorName(artist)],
    claims: claimsOf(style ?? [], genre ?? []),
    ids: { [`discogs-${key.split('/')[0]}`]: key.split('/')[1] ?? '' },
    ...(year ? { year } : {}),
    ...(country ? { country } : {}),
    ...(label?.[0] ? { label: label[0] } : {}),
    ...(types.length > 0 ? { types } : {}),
    ...(uri ? { url: new URL(uri, 'https://www.discogs.com').href } : {}),
  };
}

export function described(candidate: Candidate, found: Work): Candidate {
  const { title, year, artists, genres, styles, labels, images, tracklist } = found;
  const label = labels?.[0]?.name;
  const tracks = tracksOf((tracklist ?? []).filter(({ type_ }) => !type_ || type_ === 'track'));
  return {
    ...candidate,
    title,
    creators: artists && artists.length > 0 ? artists.map(nameOf) : candidate.creators,
    claims: [
      ...claimsOf(styles ?? [], genres ?? []),
      ...pictureClaims(images ?? []),
      ...composersOf(found).map((value) => ({ ...certain, field: 'composer', value })),
    ],
    ...(year ? { year } : {}),
    ...(label ? { label: artistName(label) } : {}),
    ...(tracks.length > 0 ? { tracks } : {}),
  };
}

/** The one that members chose as the front. Without a token there are no addresses. */
function pictureClaims(images: NonNullable<Work['images']>): readonly Claim[] {
  const front = images.find(({ type, uri }) => type === 'primary' && uri?.startsWith('https://'));
  return front?.uri ? [{ ...certain, field: 'picture', value: front.uri }] : [];
}

function nameOf({ name }: { readonly name: string }): string {
  return creatorName(artistName(name));
}
