import type { Claim } from '@earmark/core';
import { isBelow, isBroad, lineage } from '../vocabulary/breadth.ts';
import type { Voice, Word } from './listen.ts';

/** One piece of evidence for or against a genre, as a logarithm of odds. */
export interface Share {
  readonly what: string;
  readonly logit: number;
  readonly source?: string;
  readonly detail?: string;
  readonly level?: Claim['level'];
}
export interface Stance extends Share {
  readonly side: 'names it' | 'places it' | 'against it';
  /** 0 to 1: how far this voice may say at all what an album is. */
  readonly standing: number;
}

/**
 * What a word weighs by itself, by what its voice speaks of. Fitted to what people say of real albums
 * (docs/matching.md), and at full power of its level: 1, 0.5 and 0.3.
 */
const weights = {
  work: { itself: 1.9, below: 0.2, above: 0.45, family: 1.1, passedOver: -0.5, elsewhere: -1.05 },
  pressing: {
    itself: 0.6,
    below: 0.45,
    above: 0.85,
    family: 0.3,
    passedOver: -0.4,
    elsewhere: -0.8,
  },
  artist: { itself: 0, below: 0, above: 0, family: 1.1, passedOver: -1.2, elsewhere: -2 },
  hint: { itself: 1.6, below: 0.8, above: 0.3, family: 0.3, passedOver: 0, elsewhere: -1 },
} as const;
/** A word among its kin is no slip. For each of them, up to `mostKin`. */
const kinship = { work: 0.16, pressing: 0.16, artist: 0.32, hint: 0 } as const;
const mostKin = 4;
/** Words below this power have less standing. */
const fullStanding = 1 / 3;

/** What one voice has to say of one genre; its own family for it counts beside its word: "Trip Hop" under "Electronic". */
export function stancesOf(voice: Voice, genre: string): readonly Stance[] {
  const { about, words } = voice;
  const weight = weights[about];
  const say = (side: Stance['side'], logit: number, word: Word | undefined) =>
    word && (logit !== 0 || side === 'names it') ? [stance(side, genre, voice, word, logit)] : [];
  const family = words.find((word) => isBroad(word.genre) && isBelow(genre, word.genre));
  const placed = say('places it', weight.family, family);
  const own = words.find((word) => word.genre === genre);
  const finer = words.find((word) => isBelow(word.genre, genre));
  if (own ?? finer)
    return [
      ...say('names it', own ? itself(voice, own) : weight.below, own ?? finer),
      ...kinOf(voice, genre),
      ...placed,
    ];
  if (!isRelated(genre, voice)) return say('against it', weight.elsewhere, words[0]);
  return [
    ...placed,
    ...say(
      'places it',
      weight.above,
      words.find((word) => !isBroad(word.genre) && isBelow(genre, word.genre)),
    ),
    ...say(
      'against it',
      weight.passedOver,
      words.find((word) => !isBroad(word.genre)),
    ),
  ];
}

/** Of one pressing, what is said less loudly than its styles is a shelf in a shop: the Soul of "Funk / Soul" beside Funk. */
function itself({ about, words }: Voice, own: Word): number {
  const loudest = Math.max(...words.map(({ power }) => power));
  const isShelf = about === 'pressing' && own.power < shelf * loudest;
  return isShelf ? asShelf : weights[about].itself;
}
const shelf = 0.8;
const asShelf = -0.4;

function kinOf(voice: Voice, genre: string): readonly Stance[] {
  const circle = lineage(genre).filter((each) => !isBroad(each));
  const kin = voice.words.filter(
    (word) => word.genre !== genre && lineage(word.genre).some((each) => circle.includes(each)),
  );
  const [first] = kin;
  if (first === undefined || kinship[voice.about] === 0) return [];
  const logit = kinship[voice.about] * Math.min(mostKin, kin.length) * voice.trust;
  const detail = `beside ${kin.map(({ label }) => `“${label}”`).join(', ')}`;
  return [{ ...stance('places it', genre, voice, first, 0), logit, detail }];
}

function stance(
  side: Stance['side'],
  genre: string,
  voice: Voice,
  { label, level, power }: Word,
  weight: number,
): Stance {
  return {
    side,
    what: side === 'against it' ? `${genre} is not what it says` : genre,
    logit: weight * voice.trust * power,
    standing: voice.trust * Math.min(1, power / fullStanding),
    source: voice.name,
    detail: `“${label}”, said of the ${level}`,
    level,
  };
}

/** It, or what lies above it, meets with something that the voice says. */
function isRelated(genre: string, { words }: Voice): boolean {
  const circle = new Set(lineage(genre));
  return words.some((word) => lineage(word.genre).some((each) => circle.has(each)));
}
