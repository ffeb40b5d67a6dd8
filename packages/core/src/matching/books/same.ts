import type { Prepared } from '../prepare.ts';
import { creatorSimilarity, parseCreators } from '../text/creators.ts';
import { compareTitles, samePlace } from './compare.ts';
import { durationApart } from './evidence.ts';
import { languageCode } from './languages.ts';
import { authorSimilarity } from './names.ts';

const none: ReadonlySet<string> = new Set();

/** Two records of one recording, as far as they tell: another reading of the same novel is a rival. */
export function isSameBook(a: Prepared, b: Prepared): boolean {
  const titles = compareTitles(a, b);
  if (!titles.otherwise && ((titles.alike ?? 1) < 0.88 || !titles.numbers)) return false;
  if (samePlace(titles)?.same === false) return false;
  const [mine, theirs] = [a.book?.natures ?? none, b.book?.natures ?? none];
  if (mine.size !== theirs.size || [...mine].some((nature) => !theirs.has(nature))) return false;
  if (a.book?.piece !== b.book?.piece) return false;
  const [here, there] = [a, b].map(({ description }) => languageCode(description.language));
  if (here !== undefined && there !== undefined && here !== there) return false;
  if ((authorSimilarity(a.creators, b.creators) ?? 1) < 0.8) return false;
  const readers = [a, b].map(({ description }) => parseCreators(description.narrators ?? []));
  const [one, two] = readers;
  if (one && two && (creatorSimilarity(one, two) ?? 1) < 0.6) return false;
  return (durationApart(a, b) ?? 0) < 0.06;
}
