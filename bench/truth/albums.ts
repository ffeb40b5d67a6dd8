import { readFileSync } from 'node:fs';
import type { Claim, Evidence, Match } from '@earmark/core';

type Labels = readonly string[];

/** One line of a data set: what people call an album, and what services and its files say of it. */
export interface Album {
  readonly key: string;
  readonly artist: string;
  readonly title: string;
  readonly year?: number;
  /** People's labels, by who keeps the list; a list may have parts. */
  readonly truth: Readonly<Record<string, Labels | Readonly<Record<string, Labels>>>>;
  readonly ev: {
    readonly discogs?: { readonly styles: readonly string[]; readonly genres: readonly string[] };
    /** Tags with counts of 0 to 100. */
    readonly lastfm?: { readonly tags: Readonly<Record<string, number>> };
    readonly spotify?: { readonly genres: readonly string[] };
    /** Of the files. */
    readonly tags?: readonly string[];
  };
}

/** `without`: lists that do not judge. One of a few broad words supports every genre below them. */
export const readAlbums = (file: string | URL, without: readonly string[] = []): readonly Album[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Album)
    .map((album) => ({
      ...album,
      truth: Object.fromEntries(
        Object.entries(album.truth).filter(([list]) => !without.includes(list)),
      ),
    }));

export const labelsOf = ({ truth }: Album): Labels =>
  Object.values(truth).flatMap((list) => Object.values(list).flat());

export type Voice = keyof Album['ev'];

/** The evidence as the sources of these names would give it, the album surely found. */
export function evidenceOf(album: Album, voices: readonly Voice[]): Evidence {
  const { key, artist, title, year, ev } = album;
  const matches = voices.flatMap((voice) => {
    const claims = claimsOf(album, voice);
    return claims.length > 0 ? [matchOf(voice, album, claims)] : [];
  });
  const genre = voices.includes('tags') ? (ev.tags ?? []) : [];
  return {
    subject: {
      kind: 'album',
      id: key,
      title,
      creators: [artist],
      ...(year === undefined ? {} : { year }),
      targets: [{ sink: 'files', id: `truth:${key}`, fields: genre.length > 0 ? { genre } : {} }],
    },
    matches,
    silent: [],
    hints: [],
    locked: [],
    rejected: [],
    pinned: {},
  };
}

const weights: Readonly<Record<string, number>> = { discogs: 0.8, lastfm: 0.7, spotify: 1 };

function matchOf(source: string, { artist, title }: Album, claims: readonly Claim[]): Match {
  const candidate = { id: source, title, creators: [artist], claims };
  return { source, weight: weights[source] ?? 1, score: 0.99, margin: 1, reasons: [], candidate };
}

function claimsOf({ ev }: Album, voice: Voice): readonly Claim[] {
  const say = (value: string, strength: number, level: Claim['level']): Claim => ({
    field: 'genre',
    value,
    strength,
    level,
  });
  if (voice === 'discogs')
    return [
      ...(ev.discogs?.styles ?? []).map((style) => say(style, 1, 'release')),
      ...(ev.discogs?.genres ?? []).map((genre) => say(genre, 0.5, 'release')),
    ];
  if (voice === 'lastfm')
    return Object.entries(ev.lastfm?.tags ?? {})
      .filter(([, count]) => count >= 10)
      .map(([tag, count]) => say(tag, count / 100, 'release-group'));
  if (voice === 'spotify')
    return (ev.spotify?.genres ?? []).map((genre) => say(genre, 1, 'artist'));
  return [];
}
