import { keyOf } from '../text/key.ts';
import type { Lexicon, Reading } from './lexicon.ts';

/** A label as one voice says it, and how loudly, 0 to 1. */
export interface SaidLabel {
  readonly label: string;
  readonly strength: number;
}
interface Beside {
  readonly lineage: readonly string[];
  readonly strength: number;
}

/**
 * The lexicon for labels that are said together. A word of several meanings, alone or within a label, has the one
 * whose kin is said loudest beside it; where nothing decides, or two are as loud, it means what it means on its own.
 * `genresOf` reads a label with a lexicon in which these words mean nothing yet.
 */
export function settleReadings(
  said: readonly SaidLabel[],
  lexicon: Lexicon,
  genresOf: (label: string, mute: Lexicon) => readonly string[],
): Lexicon {
  const keys = said.map(({ label }) => keyOf(label));
  const open = [...lexicon.readings].filter(
    ([word]) => !lexicon.rules.has(word) && keys.some((key) => key.includes(word)),
  );
  if (open.length === 0) return lexicon;
  const mute = withRules(lexicon, new Map(open.map(([word]) => [word, []])));
  const beside = said.flatMap(({ label, strength }) =>
    genresOf(label, mute).map((genre) => ({
      lineage: [genre, ...lexicon.vocabulary.ancestors(genre)],
      strength,
    })),
  );
  const meant = new Map<string, readonly string[]>();
  for (const [word, readings] of open) {
    const reading = loudest(readings, beside);
    if (reading) meant.set(word, [reading.genre]);
  }
  return withRules(lexicon, meant);
}

function withRules(lexicon: Lexicon, rules: Lexicon['rules']): Lexicon {
  return { ...lexicon, rules: new Map([...lexicon.rules, ...rules]) };
}

function loudest(readings: readonly Reading[], beside: readonly Beside[]): Reading | undefined {
  const loudness = readings.map((reading) =>
    Math.max(
      0,
      ...beside
        .filter(({ lineage }) => reading.beside.some((kin) => lineage.includes(kin)))
        .map(({ strength }) => strength),
    ),
  );
  const most = Math.max(...loudness);
  return most > 0 ? readings[loudness.indexOf(most)] : undefined;
}
