import { vocabulary } from '../data/index.ts';
import { isBeforeItsTime } from './era.ts';
import type { Voice } from './listen.ts';
import { type Share, type Stance, stancesOf } from './stance.ts';

export interface Weighed {
  readonly genre: string;
  /** 0 to 1, from those who named it. Ranks. */
  readonly score: number;
  /** 0 to 1: how surely it is right, from all that speaks for it and against it. */
  readonly belief: number;
  /** What speaks for it, strongest first. */
  readonly shares: readonly Share[];
  /** What speaks against it, strongest first; never empty, as any word may be mistaken. */
  readonly against: readonly Share[];
}

/** Before anybody is heard. */
const caution = -2;
/** What each further word on the artist counts of the one before. */
const again = 0.3;
/** A genre that nobody played yet: the year may be a mistake, as may the genre. */
const tooEarly = -1.5;

/** Every genre that somebody named, best first; ties go to the more specific, then by name. */
export function weigh(voices: readonly Voice[], year: number | undefined): readonly Weighed[] {
  const genres = new Set(voices.flatMap(({ words }) => words.map(({ genre }) => genre)));
  return [...genres].map((genre) => weighOne(genre, voices, year)).toSorted(byRank);
}

function weighOne(genre: string, voices: readonly Voice[], year: number | undefined): Weighed {
  const stances = voices.flatMap((voice) => stancesOf(voice, genre));
  const take = (side: Stance['side']) =>
    stances.filter((stance) => stance.side === side).toSorted(byStrength);
  const shares = [...joinArtists(take('names it')), ...take('places it').slice(0, 1)];
  const against = [
    ...take('against it'),
    ...(isBeforeItsTime(genre, year)
      ? [{ what: `${genre} is younger than the album`, logit: tooEarly, detail: `${year}` }]
      : []),
    { what: 'any word may be mistaken', logit: caution },
  ];
  const sum = [...shares, ...against].reduce((all, { logit }) => all + logit, 0);
  const unnamed = voices.reduce((rest, { trust, words }) => {
    const word = words.find((each) => each.genre === genre);
    return rest * (1 - trust * (word?.power ?? 0));
  }, 1);
  return {
    genre,
    score: 1 - unnamed,
    belief: probability(sum),
    shares: shares.toSorted(byStrength),
    against: against.toSorted(byStrength),
  };
}

/** What is said of the artist is one thing, whoever says it: most of the artist's albums may be so, and this one not. */
function joinArtists(shares: readonly Share[]): readonly Share[] {
  let part = 1;
  return shares.map((share) => {
    if (share.level !== 'artist') return share;
    const joined = { ...share, logit: share.logit * part };
    part *= again;
    return joined;
  });
}

export function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function byStrength(a: Share, b: Share): number {
  return Math.abs(b.logit) - Math.abs(a.logit);
}

function byRank(a: Weighed, b: Weighed): number {
  return (
    b.score - a.score ||
    vocabulary.ancestors(b.genre).length - vocabulary.ancestors(a.genre).length ||
    (a.genre < b.genre ? -1 : 1)
  );
}
