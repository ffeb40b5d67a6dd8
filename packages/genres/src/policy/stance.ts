import type { Claim } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
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
}

/** A voice that is believed in full, naming the genre. Two of them are as good as sure. */
const itself = 4.8;
/** "Death Metal" says that it is metal. */
const fromBelow = 0.85;
/** "Metal" does not say death metal, but that it is in the right place; said twice it places it no better. */
const fromAbove = 1.5;
/** A source that speaks of finer genres and not of this one. */
const passedOver = -0.6;
/** A voice that says something else altogether. */
const elsewhere = -1.8;

/** What one voice has to say of one genre. A broad word places a genre, and the finer word beside it passes it over. */
export function stancesOf(voice: Voice, genre: string): readonly Stance[] {
  const say = (side: Stance['side'], weight: number, word: Word | undefined) =>
    word ? [stance(side, genre, voice, word, weight)] : [];
  const named = [
    ...say(
      'names it',
      itself,
      voice.words.find((word) => word.genre === genre),
    ),
    ...say(
      'names it',
      itself * fromBelow,
      voice.words.find((word) => isBelow(word.genre, genre)),
    ),
  ];
  if (named.length > 0)
    return [named.reduce((best, each) => (each.logit > best.logit ? each : best))];
  if (!isRelated(genre, voice)) return say('against it', elsewhere, voice.words[0]);
  return [
    ...say(
      'places it',
      fromAbove,
      voice.words.find((word) => isBelow(genre, word.genre)),
    ),
    ...(voice.kind === 'source' ? say('against it', passedOver, voice.words.find(isFine)) : []),
  ];
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
    source: voice.name,
    detail: `“${label}”, said of the ${level}`,
    level,
  };
}

function isBelow(genre: string, above: string): boolean {
  return vocabulary.ancestors(genre).includes(above);
}

const isFine = ({ genre }: Word) => !vocabulary.get(genre)?.family;

/** It, or what lies above it, meets with something that the voice says. */
function isRelated(genre: string, { words }: Voice): boolean {
  const circle = new Set([genre, ...vocabulary.ancestors(genre)]);
  return words.some(
    (word) =>
      circle.has(word.genre) || vocabulary.ancestors(word.genre).some((each) => circle.has(each)),
  );
}
