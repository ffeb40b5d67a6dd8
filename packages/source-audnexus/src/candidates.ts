import { type Candidate, type Claim, isbn13 } from '@earmark/core';
import type { Book, Chapters } from './answers.ts';

/** `Ken Liu - translator`: roles stand behind names. */
const role =
  /\s+-\s+(?:translator|editor|foreword|introduction|afterword|illustrator|adaptation|contributor|preface)s?\b.*$/i;

export function toCandidate(book: Book): Candidate {
  const { asin, title, subtitle, publisherName, language, runtimeLengthMin } = book;
  const year = Number(/^\d{4}/.exec(book.releaseDate ?? '')?.[0] ?? 0);
  const narrators = (book.narrators ?? []).map(({ name }) => name);
  const series = seriesOf(book);
  const isbn = isbn13(book.isbn ?? '');
  const writers = (book.authors ?? []).filter(({ name }) => !role.test(name));
  return {
    id: asin,
    url: `https://www.audible.com/pd/${encodeURIComponent(asin)}`,
    title: subtitle ? `${title}: ${subtitle}` : title,
    creators: (writers.length > 0 ? writers : (book.authors ?? [])).map(({ name }) => name),
    ...(narrators.length > 0 ? { narrators } : {}),
    ...(series.length > 0 ? { series } : {}),
    ...(year > 0 ? { year } : {}),
    ...(runtimeLengthMin ? { durationSeconds: runtimeLengthMin * 60 } : {}),
    ...(publisherName ? { publisher: publisherName } : {}),
    ...(language ? { language } : {}),
    ids: { asin: asin.toUpperCase(), ...(isbn ? { isbn13: isbn } : {}) },
    claims: claimsOf(book),
  };
}

function seriesOf({ seriesPrimary, seriesSecondary }: Book) {
  return [seriesPrimary, seriesSecondary].flatMap((series) => {
    if (!series) return [];
    // "2, Dramatized Adaptation" and "1-3": the words are no part.
    const sequence = /^\d+(?:\.\d+)?(?:\s*-\s*\d+(?:\.\d+)?)?/.exec(
      String(series.position ?? ''),
    )?.[0];
    return [sequence ? { name: series.name, sequence } : { name: series.name }];
  });
}

function claimsOf(book: Book): readonly Claim[] {
  const claim = (field: string, value: string, strength: number): Claim => ({
    field,
    value,
    strength,
    level: 'release',
  });
  const { subtitle, summary, description, genres, formatType, isAdult, asin } = book;
  const text = summary || description;
  const isbn = isbn13(book.isbn ?? '');
  const named = (genres ?? []).filter(({ name }) => name.trim() !== '');
  return [
    claim('asin', asin.toUpperCase(), 1),
    ...(text ? [claim('description', text, 0.9)] : []),
    ...(subtitle ? [claim('subtitle', subtitle, 0.8)] : []),
    ...(isbn ? [claim('isbn', isbn, 0.7)] : []),
    ...named.map(({ name, type }) => claim(type === 'tag' ? 'tag' : 'genre', name, 0.8)),
    ...(formatType === 'abridged' ? [claim('abridged', '1', 1)] : []),
    ...(isAdult === true ? [claim('explicit', '1', 0.9)] : []),
  ];
}

/**
 * Times are of Audible's own file, so its length goes with them, and how much of it is the shop's own intro and outro.
 * Where Audible is not sure of the times there are the titles alone.
 */
export function withChapters(candidate: Candidate, found: Chapters): Candidate {
  const { isAccurate, runtimeLengthMs, brandIntroDurationMs, brandOutroDurationMs } = found;
  const isTimed = isAccurate && runtimeLengthMs > 0;
  const titled = found.chapters.map(({ startOffsetMs, title }) => ({
    start: startOffsetMs / 1000,
    title: title.trim() || 'Chapter',
  }));
  const claims = [
    ...titled.map(({ start, title }) =>
      isTimed ? chapterClaim('chapter', `${start} ${title}`) : chapterClaim('chaptertitle', title),
    ),
    ...(isTimed && brandIntroDurationMs
      ? [chapterClaim('chapterintro', String(brandIntroDurationMs / 1000))]
      : []),
    ...(isTimed && brandOutroDurationMs
      ? [chapterClaim('chapteroutro', String(brandOutroDurationMs / 1000))]
      : []),
  ];
  if (titled.length === 0) return candidate;
  const others = candidate.claims.filter(({ field }) => !field.startsWith('chapter'));
  return {
    ...candidate,
    ...(isTimed && { durationSeconds: runtimeLengthMs / 1000 }),
    claims: [...others, ...claims],
  };
}

const chapterClaim = (field: string, value: string): Claim => ({
  field,
  value,
  strength: 0.8,
  level: 'release',
});
