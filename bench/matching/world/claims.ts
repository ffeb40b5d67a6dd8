import type { Claim } from '@earmark/core';
import type { Random } from './random.ts';
import { genreFamilies } from './words.ts';
import type { Work } from './world.ts';

const noise = [
  'seen live',
  'favorites',
  'albums I own',
  'female vocalists',
  '80s',
  '90s',
  'british',
  'beautiful',
  'vinyl',
];
const everyGenre = [...Object.keys(genreFamilies), ...Object.values(genreFamilies).flat()];

/** How each service speaks of genres: how often it knows one, how often it is wrong, how coarse and how noisy it is. */
const voices: Readonly<
  Record<
    string,
    { knows: number; wrong: number; coarse: number; noise: number; artistOnly: number }
  >
> = {
  musicbrainz: { knows: 0.7, wrong: 0.06, coarse: 0.35, noise: 0.02, artistOnly: 0.3 },
  discogs: { knows: 0.8, wrong: 0.08, coarse: 0.9, noise: 0, artistOnly: 0 },
  spotify: { knows: 0.55, wrong: 0.12, coarse: 0.3, noise: 0.05, artistOnly: 1 },
  deezer: { knows: 0.1, wrong: 0.1, coarse: 1, noise: 0, artistOnly: 0 },
  lastfm: { knows: 0.75, wrong: 0.12, coarse: 0.6, noise: 0.5, artistOnly: 0.35 },
};

export function claimsOf(random: Random, source: string, work: Work): readonly Claim[] {
  const voice = voices[source];
  if (voice === undefined) return [];
  const level = random.chance(voice.artistOnly) ? 'artist' : 'release-group';
  const truth = level === 'artist' ? (work.artists[0]?.genres ?? work.genres) : work.genres;
  const said: string[] = truth.filter(() => random.chance(voice.knows));
  const families = Object.keys(genreFamilies).filter((family) =>
    genreFamilies[family]?.some((genre) => truth.includes(genre)),
  );
  if (random.chance(voice.coarse)) said.push(...families.slice(0, 1));
  if (random.chance(voice.wrong)) said.push(random.pick(everyGenre));
  if (random.chance(voice.noise)) said.push(...random.some(noise, 2));
  return said.map((genre, at) => ({
    field: 'genre',
    value: spelled(random, source, genre),
    strength: Math.max(0.1, 1 - at * 0.2 - random.next() * 0.3),
    level,
  }));
}

function spelled(random: Random, source: string, genre: string): string {
  if (source === 'discogs' || source === 'deezer') return genre;
  const lower = genre.toLowerCase();
  return source === 'lastfm' && random.chance(0.3)
    ? lower.replace(/[ -]/g, random.pick(['-', ' ', '']))
    : lower;
}
