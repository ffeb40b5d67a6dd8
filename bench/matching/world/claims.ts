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
/** What services say among the styles although it is none: when and how it is played, and for whom. */
const qualities = ['Classic Rock', 'Ballad', 'Instrumental', 'Acoustic', 'Oldies', 'Vocal'];
const everyGenre = [...Object.keys(genreFamilies), ...Object.values(genreFamilies).flat()];

/**
 * How each service speaks of genres: how often it knows one, how often it is wrong, how coarse and how noisy
 * it is, and how often it says a quality. */
const voices: Readonly<
  Record<
    string,
    {
      knows: number;
      wrong: number;
      coarse: number;
      noise: number;
      quality: number;
      artistOnly: number;
    }
  >
> = {
  musicbrainz: {
    knows: 0.7,
    wrong: 0.06,
    coarse: 0.35,
    noise: 0.02,
    quality: 0.05,
    artistOnly: 0.3,
  },
  discogs: { knows: 0.8, wrong: 0.08, coarse: 0.9, noise: 0, quality: 0.2, artistOnly: 0 },
  spotify: { knows: 0.55, wrong: 0.12, coarse: 0.3, noise: 0.05, quality: 0.25, artistOnly: 1 },
  deezer: { knows: 0.1, wrong: 0.1, coarse: 1, noise: 0, quality: 0, artistOnly: 0 },
  lastfm: { knows: 0.75, wrong: 0.12, coarse: 0.6, noise: 0.5, quality: 0.25, artistOnly: 0.35 },
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
  if (random.chance(voice.wrong)) said.push(...mistaken(random, work, families[0]));
  if (random.chance(voice.quality)) said.push(random.pick(qualities));
  if (random.chance(voice.noise)) said.push(...random.some(noise, 2));
  const isSorted = source === 'spotify';
  return (isSorted ? said.toSorted() : said).map((genre, at) => ({
    field: 'genre',
    value: spelled(random, source, genre),
    // A list by the alphabet says nothing of what is meant most.
    strength: isSorted ? 1 : Math.max(0.1, 1 - at * 0.2 - random.next() * 0.3),
    level,
  }));
}

/**
 * Services are wrong together, as they copy from each other: half the time with the mistake that goes with the work. And
 * a mistake is seldom alone in its list: a kindred one is beside it as often as not.
 */
function mistaken(random: Random, work: Work, own: string | undefined): readonly string[] {
  const usual = everyGenre[digest(work.id) % everyGenre.length] ?? '';
  const wrong = random.chance(0.5) ? usual : random.pick(everyGenre);
  const family = Object.values(genreFamilies).find((genres) => genres.includes(wrong));
  const kin = family ?? genreFamilies[own ?? ''] ?? [];
  return kin.length > 0 && random.chance(0.5) ? [wrong, random.pick(kin)] : [wrong];
}

const digest = (id: string) =>
  [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);

function spelled(random: Random, source: string, genre: string): string {
  if (source === 'discogs' || source === 'deezer') return genre;
  const lower = genre.toLowerCase();
  return source === 'lastfm' && random.chance(0.3)
    ? lower.replace(/[ -]/g, random.pick(['-', ' ', '']))
    : lower;
}
