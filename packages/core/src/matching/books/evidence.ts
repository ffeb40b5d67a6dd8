import { at, type Evidence } from '../evidence/evidence.ts';
import type { Prepared } from '../prepare.ts';
import { creatorSimilarity, parseCreators } from '../text/creators.ts';
import { compareTitles, samePlace, type TitleComparison } from './compare.ts';
import { languageCode } from './languages.ts';
import { authorSimilarity } from './names.ts';
import { bookWeights as weights } from './weights.ts';

/** Which book it is, who reads it, in which language, how long: one novel has many recordings. */
export function bookEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const titles = compareTitles(query, candidate);
  const found = [
    ...titleEvidence(titles, query),
    ...natureEvidence(query, candidate),
    ...placeEvidence(titles),
    ...narratorEvidence(query, candidate),
    ...languageEvidence(query, candidate),
    ...durationEvidence(query, candidate),
  ];
  return [...found, ...authorEvidence(query, candidate, titles)];
}

const identity = (what: string, logit: number, detail?: string): Evidence =>
  detail === undefined
    ? { what, logit, about: 'identity' }
    : { what, logit, detail, about: 'identity' };

function titleEvidence(
  { alike, otherwise, numbers, mine, theirs }: TitleComparison,
  query: Prepared,
): readonly Evidence[] {
  const detail = `${mine.main.words.join(' ')} here, ${theirs.main.words.join(' ')} there`;
  if (otherwise && (alike ?? 0) < 0.9)
    return [identity('title in other words', weights.otherwise, detail)];
  if (alike === undefined) return [];
  const found = [identity('title', at(weights.title, alike), `${Math.round(alike * 100)} % alike`)];
  if (alike > 0.5 && !numbers) found.push(identity('number in the title', weights.number, detail));
  if (query.title.common && alike > 0.85) found.push(identity('common title', weights.common));
  return found;
}

const none: ReadonlySet<string> = new Set();

function natureEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [query.book?.natures ?? none, candidate.book?.natures ?? none];
  const odd = [...new Set([...mine, ...theirs])].filter((one) => mine.has(one) !== theirs.has(one));
  const found = odd.map((nature) =>
    identity(nature, weights.nature, mine.has(nature) ? 'only here' : 'only there'),
  );
  const [piece, other] = [query.book?.piece, candidate.book?.piece];
  if (piece !== undefined && other !== undefined && piece !== other)
    found.push(identity('another part', weights.nature, `${piece} here, ${other} there`));
  return found;
}

function placeEvidence(titles: TitleComparison): readonly Evidence[] {
  const place = samePlace(titles);
  if (place === undefined) return [];
  const detail = `${place.here} here, ${place.there} there`;
  return place.same
    ? [identity('part of the series', weights.samePlace, detail)]
    : [identity('another part of the series', weights.otherPlace, detail)];
}

function narratorsOf({ description, book }: Prepared): readonly string[] {
  const told = description.narrators ?? [];
  return told.length > 0 ? told : (book?.narrators ?? []);
}

function narratorEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const [mine, theirs] = [narratorsOf(query), narratorsOf(candidate)];
  if (mine.length === 0 || theirs.length === 0) return [];
  const alike = authorSimilarity(parseCreators(mine), parseCreators(theirs));
  if (alike === undefined) return [];
  const detail = `${mine.join(', ')} here, ${theirs.join(', ')} there`;
  return [identity('narrators', at(weights.narrators, alike), detail)];
}

function languageEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const mine = languageCode(query.description.language);
  const theirs = languageCode(candidate.description.language);
  if (mine === undefined || theirs === undefined || mine === theirs) return [];
  return [identity('another language', weights.language, `${mine} here, ${theirs} there`)];
}

/** Intro and credits cost seconds, another master little; a shortened reading is another one. */
function durationEvidence(query: Prepared, candidate: Prepared): readonly Evidence[] {
  const apart = durationApart(query, candidate);
  if (apart === undefined) return [];
  const detail = `${(apart * 100).toFixed(1)} % apart`;
  return [identity('total duration', at(weights.duration, apart), detail)];
}

/** 0 to 1: within a minute is nothing. */
export function durationApart(a: Prepared, b: Prepared): number | undefined {
  const [mine, theirs] = [a.description.durationSeconds, b.description.durationSeconds];
  if (!mine || !theirs) return undefined;
  const difference = Math.abs(mine - theirs);
  return difference <= 60 ? 0 : difference / Math.max(mine, theirs);
}

/** The same recording under another name is a pen name: for a person to say, whatever else speaks for it. */
function authorEvidence(
  query: Prepared,
  candidate: Prepared,
  titles: TitleComparison,
): readonly Evidence[] {
  const alike = authorSimilarity(query.creators, candidate.creators);
  if (alike === undefined) return [];
  const detail = `${Math.round(alike * 100)} % alike`;
  const logit = at(weights.creators, alike);
  const apart = durationApart(query, candidate) ?? 1;
  const isRecording = apart <= 0.005 && (titles.alike ?? 0) > 0.95;
  const narrators = creatorSimilarity(
    parseCreators(narratorsOf(query)),
    parseCreators(narratorsOf(candidate)),
  );
  if (logit >= 0 || !isRecording || (narrators ?? 1) < 0.8)
    return [identity('authors', logit, detail)];
  const sure = (narrators ?? 0) >= 0.8 ? at(weights.narrators, narrators ?? 0) : 0;
  return [identity('another name on the same recording', weights.penName - sure, detail)];
}
