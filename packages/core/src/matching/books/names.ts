import { type Creators, creatorSimilarity } from '../text/creators.ts';
import type { Folded } from '../text/fold.ts';
import { closeness } from '../text/similarity.ts';

/** What `J. R. R.` says of `John Ronald Reuel`: enough to be the same, not quite as much as the name. */
const byInitials = 0.93;

/** As for other creators, but forenames may be initials on one side. */
export function authorSimilarity(a: Creators, b: Creators): number | undefined {
  const alike = creatorSimilarity(a, b);
  if (alike === undefined || alike >= byInitials) return alike;
  const [few, many] = a.names.length <= b.names.length ? [a.names, b.names] : [b.names, a.names];
  const allFound =
    few.length > 0 && few.every((name) => many.some((other) => sameByInitials(name, other)));
  return allFound
    ? Math.max(alike, byInitials - 0.04 * Math.min(2, many.length - few.length))
    : alike;
}

function sameByInitials(a: Folded, b: Folded): boolean {
  const [mine, theirs] = [a.words, b.words];
  const [last = '', other = ''] = [mine.at(-1), theirs.at(-1)];
  if (mine.length < 2 || theirs.length < 2 || closeness(last, other, 0.8) < 0.85) return false;
  const [one, two] = [mine.slice(0, -1), theirs.slice(0, -1)];
  if (!areInitials(one) && !areInitials(two)) return false;
  const [short, long] = [initialsOf(one), initialsOf(two)].sort((x, y) => x.length - y.length);
  return short !== undefined && long !== undefined && short !== '' && long.startsWith(short);
}

/** `J. R. R.` folds to one word `jrr`. */
const areInitials = (words: readonly string[]) =>
  words.every((word) => word.length === 1 || (word.length <= 3 && !/[aeiouy]/.test(word)));

const initialsOf = (words: readonly string[]) =>
  words.map((word) => (areInitials([word]) ? word : (word[0] ?? ''))).join('');
