import { vocabulary } from '../data/index.ts';
import type { Voice, Word } from './listen.ts';

/** One voice's share in a genre: what it said of it, of what lies below it, or of what lies above. */
export interface Share {
  readonly voice: Voice;
  readonly word: Word;
  /** 0 to 1: its trust by the power of its word. */
  readonly support: number;
}
export interface Weighed {
  readonly genre: string;
  /** 0 to 1, from those who named it. Ranks. */
  readonly score: number;
  /** 0 to 1, from all who said something that fits. Believes. */
  readonly belief: number;
  /** Largest first. */
  readonly shares: readonly Share[];
}

/** "Death Metal" says that it is metal; "Metal" says little for death metal, but does not speak against it. */
const fromBelow = 0.85;
const fromAbove = 0.3;

/** Every genre that somebody named, best first; ties go to the more specific, then by name. */
export function weigh(voices: readonly Voice[]): readonly Weighed[] {
  const genres = new Set(voices.flatMap(({ words }) => words.map(({ genre }) => genre)));
  return [...genres].map((genre) => weighOne(genre, voices)).toSorted(byRank);
}

function weighOne(genre: string, voices: readonly Voice[]): Weighed {
  const above = new Set(vocabulary.ancestors(genre));
  const shares: Share[] = [];
  let unnamed = 1;
  for (const voice of voices) {
    const named = voice.words.find((word) => word.genre === genre);
    if (named) unnamed *= 1 - voice.trust * named.power;
    const share = bestShare(voice, (word) => {
      if (word.genre === genre) return 1;
      if (vocabulary.ancestors(word.genre).includes(genre)) return fromBelow;
      return above.has(word.genre) ? fromAbove : 0;
    });
    if (share) shares.push(share);
  }
  const doubt = shares.reduce((rest, { support }) => rest * (1 - support), 1);
  return {
    genre,
    score: 1 - unnamed,
    belief: 1 - doubt,
    shares: shares.toSorted((a, b) => b.support - a.support),
  };
}

function bestShare(voice: Voice, fit: (word: Word) => number): Share | undefined {
  let best: Share | undefined;
  for (const word of voice.words) {
    const support = voice.trust * word.power * fit(word);
    if (support > (best?.support ?? 0)) best = { voice, word, support };
  }
  return best;
}

function byRank(a: Weighed, b: Weighed): number {
  return (
    b.score - a.score ||
    vocabulary.ancestors(b.genre).length - vocabulary.ancestors(a.genre).length ||
    (a.genre < b.genre ? -1 : 1)
  );
}
