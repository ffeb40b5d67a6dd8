import { vocabulary } from '../data/index.ts';
import { wordsOf } from '../text/key.ts';
import type { Weighed } from './weigh.ts';

/**
 * The family that a genre brings along, at most one. Of several it is the one that somebody says, the most believed
 * first; where nobody says one, none. None either where the name says it: "Indie Rock" needs no "Rock" behind it.
 */
export function familiesOf(genre: string, weighed: readonly Weighed[]): readonly string[] {
  const families = vocabulary.families(genre);
  const said = weighed.find((each) => families.includes(each.genre))?.genre;
  const family = said ?? (families.length === 1 ? families[0] : undefined);
  return family === undefined || family === genre || saysItself(genre, family) ? [] : [family];
}

/** "Indie Rock" says "Rock". */
export function saysItself(genre: string, family: string): boolean {
  const words = ` ${wordsOf(genre).join(' ')} `;
  return words.includes(` ${wordsOf(family).join(' ')} `);
}
