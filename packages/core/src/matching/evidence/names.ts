import type { Prepared } from '../prepare.ts';
import { type Creators, creatorSimilarity } from '../text/creators.ts';
import type { Folded } from '../text/fold.ts';
import { comparable, similarity } from '../text/similarity.ts';
import type { Title } from '../text/title.ts';
import { sameNumbers } from '../tracks/compare.ts';
import { at, type Evidence } from './evidence.ts';
import { weights } from './weights.ts';

export function titleEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const mine = query.title;
  const found: Evidence[] = [...natureEvidence(query, candidate)];
  const named = closest([candidate.title, ...candidate.otherTitles], (theirs) =>
    titleSimilarity(mine, theirs),
  );
  const ours = closest(query.otherTitles, (each) => titleSimilarity(each, candidate.title));
  const isOurs = ours !== undefined && ours.alike > (named?.alike ?? 0);
  const best = isOurs ? { alike: ours.alike, name: candidate.title } : named;
  if (best === undefined) return found;
  const { alike, name: theirs } = best;
  found.push({
    what: 'title',
    logit: at(weights.title, alike),
    detail: detailOf(alike, theirs === candidate.title ? undefined : theirs.full),
    about: 'identity',
  });
  if (mine.common && alike > 0.85)
    found.push({ what: 'common title', logit: weights.commonTitle, about: 'identity' });
  const numbers = numberEvidence(mine.numbers, theirs.numbers);
  if (alike > 0.5 && numbers !== undefined) found.push(numbers);
  return found;
}

/** The name that is most alike; its own comes before what it is called elsewhere. Nothing where none can be compared. */
function closest<Name>(
  names: readonly Name[],
  similarityTo: (name: Name) => number | undefined,
): { readonly name: Name; readonly alike: number } | undefined {
  let best: { name: Name; alike: number } | undefined;
  for (const name of names) {
    const alike = similarityTo(name);
    if (alike !== undefined && (best === undefined || alike > best.alike)) best = { name, alike };
  }
  return best;
}

const detailOf = (alike: number, alias: Folded | undefined): string =>
  `${percent(alike)} alike${alias ? `, also known as ${alias.words.join(' ')}` : ''}`;

/** Brackets that only one of the two has are no difference of name, but not quite agreement either. */
export function titleSimilarity(a: Title, b: Title): number | undefined {
  if (a.unknown || b.unknown || !comparable(a.full, b.full)) return undefined;
  const full = similarity(a.full, b.full);
  if (full === 1) return 1;
  return Math.max(full, similarity(a.bare, b.bare) * 0.94);
}

function numberEvidence(mine: readonly string[], theirs: readonly string[]): Evidence | undefined {
  if (sameNumbers(mine, theirs)) return undefined;
  const detail = `${mine.join(' ') || 'none'} here, ${theirs.join(' ') || 'none'} there`;
  const both = mine.length > 0 && theirs.length > 0;
  const onlyFirst = [...mine, ...theirs].join() === '1';
  if (onlyFirst) return undefined;
  const logit = both ? weights.numbersConflict : weights.numberMissing;
  return { what: 'number in the title', logit, detail, about: 'identity' };
}

function natureEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const found: Evidence[] = [];
  for (const nature of new Set([...query.natures, ...candidate.natures])) {
    if (query.natures.has(nature) && candidate.natures.has(nature)) continue;
    const inTitle = query.title.natures.has(nature) || candidate.title.natures.has(nature);
    const typesKnown = query.types.size > 0 && candidate.types.size > 0;
    const where = query.natures.has(nature) ? 'only here' : 'only there';
    found.push({
      what: nature,
      logit: inTitle || typesKnown ? weights.natureConflict : weights.natureUntold,
      detail: where,
      about: 'identity',
    });
  }
  return found;
}

export function creatorEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.creators, candidate.creators];
  if (mine.various && theirs.various)
    return [{ what: 'various artists', logit: weights.bothVarious, about: 'identity' }];
  if (mine.various || theirs.various)
    return [
      {
        what: 'creators',
        logit: weights.oneVarious,
        detail: `various artists only ${mine.various ? 'here' : 'there'}`,
        about: 'identity',
      },
    ];
  const called = closest([theirs, ...candidate.otherCreators], (each) =>
    creatorSimilarity(mine, each),
  );
  if (called === undefined) return [];
  const { alike, name } = called;
  const logit = at(weights.creators, alike);
  if (logit < weights.creatorElsewhere && (named(mine, candidate) || named(theirs, query)))
    return [
      {
        what: 'creators',
        logit: weights.creatorElsewhere,
        detail: 'named in the title or on the tracks',
        about: 'identity',
      },
    ];
  const detail = detailOf(alike, name === theirs ? undefined : name.whole);
  return [{ what: 'creators', logit, detail, about: 'identity' }];
}

/** A name of one in the other's title (`Brahms: …`) or on most of its tracks. */
function named(creators: Creators, other: Prepared): boolean {
  const inTitle = creators.names.some((name) => {
    const word = name.words.at(-1) ?? '';
    return word.length > 4 && other.title.full.words[0] === word;
  });
  if (inTitle) return true;
  const credited = other.tracks.filter((track) => {
    if (track.creators === undefined) return false;
    const alike = creatorSimilarity(creators, track.creators);
    return alike !== undefined && alike > 0.8;
  });
  return credited.length > 0 && credited.length * 2 > other.tracks.length;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
