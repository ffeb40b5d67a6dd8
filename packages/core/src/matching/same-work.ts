import { isSameBook } from './books/same.ts';
import { sameByIdentifier } from './evidence/identifiers.ts';
import { titleSimilarity } from './evidence/names.ts';
import type { Prepared } from './prepare.ts';
import { creatorSimilarity } from './text/creators.ts';
import { pairTracks, sameNumbers } from './tracks/compare.ts';

/** Do two candidates mean one work, in whatever pressing? They are then no rivals, and in two sources they agree. */
export function isSameWork(a: Prepared, b: Prepared): boolean {
  const told = sameByIdentifier(a.description, b.description);
  if (told !== undefined) return told;
  if (a.book && b.book) return isSameBook(a, b);
  const title = best([a.title, ...a.otherTitles], [b.title, ...b.otherTitles], titleSimilarity);
  const sameName = title === undefined || title > 0.88;
  if (!sameName || !sameNumbers(a.title.numbers, b.title.numbers)) return false;
  if (!sameNatures(a, b)) return false;
  const various = a.creators.various && b.creators.various;
  const creators = various
    ? 1
    : best([a.creators, ...a.otherCreators], [b.creators, ...b.otherCreators], creatorSimilarity);
  if (creators !== undefined && creators < 0.8) return false;
  return sameSize(a, b) && sharedTracks(a, b);
}

/** By their own names; where these do not agree, by what either is called elsewhere. */
function best<Name>(
  [mine, ...myOthers]: readonly [Name, ...Name[]],
  [theirs, ...theirOthers]: readonly [Name, ...Name[]],
  similarityOf: (one: Name, other: Name) => number | undefined,
): number | undefined {
  const own = similarityOf(mine, theirs);
  if (own !== undefined && own > 0.88) return own;
  const found = [
    own,
    ...theirOthers.map((other) => similarityOf(mine, other)),
    ...myOthers.map((other) => similarityOf(other, theirs)),
  ].filter((alike) => alike !== undefined);
  return found.length === 0 ? undefined : Math.max(...found);
}

function sameNatures(a: Prepared, b: Prepared): boolean {
  const natures = new Set([...a.natures, ...b.natures]);
  for (const nature of natures) {
    if (a.natures.has(nature) && b.natures.has(nature)) continue;
    const inTitle = a.title.natures.has(nature) || b.title.natures.has(nature);
    if (inTitle || (a.types.size > 0 && b.types.size > 0)) return false;
  }
  return true;
}

/** A single and its album share a name. */
function sameSize(a: Prepared, b: Prepared): boolean {
  const single = (one: Prepared) => one.types.has('single') || one.types.has('ep');
  const album = (one: Prepared) => one.types.has('album');
  if ((single(a) && album(b)) || (album(a) && single(b))) return false;
  if (!a.trackCount || !b.trackCount) return true;
  return Math.min(a.trackCount, b.trackCount) / Math.max(a.trackCount, b.trackCount) > 0.4;
}

function sharedTracks(a: Prepared, b: Prepared): boolean {
  if (a.tracks.length === 0 || b.tracks.length === 0) return true;
  const titled = pairTracks(a.tracks, b.tracks).flatMap(({ title }) => title ?? []);
  return titled.length === 0 || titled.filter((title) => title > 0.7).length >= titled.length / 2;
}
