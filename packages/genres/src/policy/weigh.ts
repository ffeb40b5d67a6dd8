import repute from '../data/repute.json' with { type: 'json' };
import { isBroad } from '../vocabulary/breadth.ts';
import { isBeforeItsTime } from './era.ts';
import type { Voice } from './listen.ts';
import { type Share, type Stance, stancesOf } from './stance.ts';

export interface Weighed {
  readonly genre: string;
  /** 0 to 1: how loudly it is said of the album as such, of what is said loudest there. Orders what is chosen. */
  readonly votes: number;
  /** 0 to 1: how surely it is right, from all that speaks for it and against it. */
  readonly belief: number;
  /** Somebody names it who speaks of the album, and not of its artist alone. */
  readonly ofAlbum: boolean;
  /** What speaks for it, strongest first. */
  readonly shares: readonly Share[];
  /** What speaks against it, strongest first; never empty, as any word may be mistaken. */
  readonly against: readonly Share[];
}

/** Before anybody is heard. */
const caution = -2;
/** What it means to be named at all, by a source and by a hint. */
const named = 3.3;
const hinted = 1.5;
/** What it means that a second voice names it; more of them are weighed by their own words alone. */
const agreement = 0.75;
/** Of many styles in one list each is less likely to be the album's: for each doubling. */
const oneOfMany = -0.8;
/** The broadest genres are right more often than not, whoever says them. */
const broad = 1.5;
/** A genre that nobody played yet: the year may be a mistake, as may the genre. */
const tooEarly = -3;
/** How sure people are of the word itself, where it was measured: "Hard Rock" is one to them, "AOR" is not. */
const known: Readonly<Record<string, number>> = repute;

/** Every genre that somebody named, the most believed first; equals by how loudly they are said, then by name. */
export function weigh(voices: readonly Voice[], year: number | undefined): readonly Weighed[] {
  const genres = new Set(voices.flatMap(({ words }) => words.map(({ genre }) => genre)));
  const loudest = Math.max(...[...genres].map((genre) => loudness(genre, voices)));
  const votes = (genre: string) => (loudest > 0 ? loudness(genre, voices) / loudest : 0);
  return [...genres]
    .map((genre) => ({ ...weighOne(genre, voices, year), votes: votes(genre) }))
    .toSorted(byBelief);
}

function weighOne(
  genre: string,
  voices: readonly Voice[],
  year: number | undefined,
): Omit<Weighed, 'votes'> {
  const stances = voices.flatMap((voice) => stancesOf(voice, genre));
  const take = (side: Stance['side']) => stances.filter((stance) => stance.side === side);
  const crowd = Math.max(1, ...voices.map((voice) => crowdOf(voice, genre)));
  const both = [
    ...(isBroad(genre) ? [{ what: `${genre} is broad`, logit: broad }] : []),
    { what: `${genre}, as the word is used`, logit: known[genre] ?? 0 },
  ];
  const all: readonly Share[] = [
    ...joined(take('names it'), voices),
    ...take('places it').map(shareOf),
    ...take('against it').map(shareOf),
    ...both.filter(({ logit }) => logit !== 0),
    ...(crowd > 1
      ? [{ what: `${genre} is one of ${crowd} in a list`, logit: oneOfMany * Math.log(crowd) }]
      : []),
    ...(isBeforeItsTime(genre, year)
      ? [{ what: `${genre} is younger than the album`, logit: tooEarly, detail: `${year}` }]
      : []),
    { what: 'any word may be mistaken', logit: caution },
  ];
  const sorted = all.toSorted(byStrength);
  return {
    genre,
    belief: probability(sorted.reduce((sum, { logit }) => sum + logit, 0)),
    ofAlbum: take('names it').some(({ level }) => level !== 'artist'),
    shares: sorted.filter(({ logit }) => logit >= 0),
    against: sorted.filter(({ logit }) => logit < 0),
  };
}

/** The first who names it says most, a second who agrees makes it surer, others add their own word. */
function joined(names: readonly Stance[], voices: readonly Voice[]): readonly Share[] {
  const isSource = ({ source }: Stance) =>
    voices.some(({ name, kind }) => name === source && kind === 'source');
  const sorted = names.toSorted(
    (a, b) =>
      Number(isSource(b)) - Number(isSource(a)) || b.standing - a.standing || b.logit - a.logit,
  );
  return sorted.map((stance, at) => {
    const first = isSource(stance) ? named : hinted;
    const more = at === 0 ? first : at === 1 && isSource(stance) ? agreement : 0;
    return { ...shareOf(stance), logit: stance.logit + more * stance.standing };
  });
}

/** How many finer genres the voice that names it says. */
function crowdOf({ words, kind }: Voice, genre: string): number {
  if (kind !== 'source' || !words.some((word) => word.genre === genre)) return 1;
  return words.filter((word) => !isBroad(word.genre)).length;
}

/** How loudly those say it who speak of the album as such, each beside its own loudest word. */
function loudness(genre: string, voices: readonly Voice[]): number {
  return voices
    .filter(({ about }) => about === 'work')
    .reduce((sum, { trust, words }) => {
      const said = words.find((word) => word.genre === genre)?.power ?? 0;
      return sum + trust * (said / Math.max(...words.map(({ power }) => power))) ** 2;
    }, 0);
}

const shareOf = ({ side: _, standing: __, ...share }: Stance): Share => share;

export function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function byStrength(a: Share, b: Share): number {
  return Math.abs(b.logit) - Math.abs(a.logit);
}

function byBelief(a: Weighed, b: Weighed): number {
  return b.belief - a.belief || b.votes - a.votes || (a.genre < b.genre ? -1 : 1);
}
