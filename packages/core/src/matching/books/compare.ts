import type { Prepared } from '../prepare.ts';
import type { Folded } from '../text/fold.ts';
import { articles } from '../text/markers.ts';
import { comparable, similarity } from '../text/similarity.ts';
import { sameNumbers } from '../tracks/compare.ts';
import { numberOf } from './markers.ts';
import { type Place, type Reading, readWith, sameSeries } from './reading.ts';

export interface TitleComparison {
  /** 0 to 1, or nothing where the two scripts cannot be compared. */
  readonly alike: number | undefined;
  /** Different words for what may be one name: a number and its word, a series' place and its title. */
  readonly otherwise: boolean;
  readonly numbers: boolean;
  readonly mine: Reading;
  readonly theirs: Reading;
}

/** Best of the names with and without what stands behind them: a subtitle on one side alone is no difference. */
export function compareTitles(query: Prepared, candidate: Prepared): TitleComparison {
  const [mine, theirs] = [readWith(query, candidate), readWith(candidate, query)];
  const numbers = sameNumbers(digitsOf(mine.main), digitsOf(theirs.main));
  const otherwise = spelledOut(mine.main) === spelledOut(theirs.main) || namesPlace(mine, theirs);
  if (!comparable(mine.main, theirs.main))
    return { alike: undefined, otherwise, numbers, mine, theirs };
  const main = likeness(mine.main, theirs.main);
  const subtitles =
    mine.subtitle && theirs.subtitle ? likeness(mine.subtitle, theirs.subtitle) : undefined;
  const kept = subtitles === undefined ? main : Math.min(main, 0.5 + 0.5 * subtitles);
  const whole = likeness(wholeOf(mine), wholeOf(theirs));
  const later = 0.9 * Math.max(...crossed(mine, theirs));
  return { alike: Math.max(kept, whole, later), otherwise, numbers, mine, theirs };
}

const likeness = (a: Folded, b: Folded) => similarity(bare(a), bare(b));

/** Without a leading article. */
function bare(name: Folded): Folded {
  const [first = '', ...words] = name.words;
  return words.length > 0 && articles.has(first)
    ? { ...name, words, compact: words.join('') }
    : name;
}

function wholeOf({ names }: Reading): Folded {
  const words = names.flatMap((name) => name.words);
  return { ...(names[0] as Folded), words, compact: words.join('') };
}

/** The name of one is what stands behind a colon in the other: a series that nobody told. */
function crossed(mine: Reading, theirs: Reading): readonly number[] {
  const equal = (a: Folded, b: Folded) => (likeness(a, b) > 0.95 && b.words.length > 1 ? 1 : 0);
  return [
    0,
    ...mine.names.slice(1).map((name) => equal(name, theirs.main)),
    ...theirs.names.slice(1).map((name) => equal(name, mine.main)),
  ];
}

const digitsOf = ({ words }: Folded) => words.filter((word) => /^\d+$/.test(word));

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** `Nineteen Eighty-Four` as `1984`, as years are said; other words as they are. */
function spelledOut({ words }: Folded): string {
  let out = '';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const ten = tens.indexOf(word);
    const one = small.indexOf(words[at + 1] ?? '');
    if (ten > 1 && one > 0 && one < 10) {
      out += String(ten * 10 + one);
      at += 1;
    } else if (ten > 1) out += String(ten * 10);
    else if (small.includes(word)) out += String(small.indexOf(word));
    else out += word;
  }
  return out;
}

/** `Stormlight Archive 2` is what others call `Words of Radiance`. */
function namesPlace(mine: Reading, theirs: Reading): boolean {
  return isPlaceOf(mine.main, theirs.places) || isPlaceOf(theirs.main, mine.places);
}

function isPlaceOf({ words, ...rest }: Folded, places: readonly Place[]): boolean {
  const number = numberOf(words.at(-1) ?? '');
  const before = words.slice(0, -1);
  const series = { ...rest, words: before, compact: before.join('') };
  return places.some(
    (place) =>
      place.series !== undefined && place.number === number && sameSeries(place.series, series),
  );
}

/** True: one place in one series. False: two. Undefined: nothing that could be compared. */
export function samePlace({ mine, theirs }: Pick<TitleComparison, 'mine' | 'theirs'>) {
  let answer: { readonly same: boolean; readonly here: string; readonly there: string } | undefined;
  for (const here of mine.places) {
    for (const there of theirs.places) {
      const named = here.series && there.series;
      if (named && !sameSeries(here.series, there.series)) continue;
      const same = here.number === there.number;
      if (answer === undefined || same) answer = { same, here: here.number, there: there.number };
    }
  }
  return answer;
}
