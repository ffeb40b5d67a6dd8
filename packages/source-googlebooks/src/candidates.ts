import { type Candidate, type Claim, isbn13 } from '@earmark/core';
import type { Volume } from './answers.ts';

/** Books about the book: their title has it, and their text. */
const about =
  /\b(?:summary|study guide|sparknotes|cliffs ?notes|bookrags|supersummary|conversation starters|companion to|analysis of|workbook for|quicklet|key takeaways)\b/i;

export const isAbout = ({ title, subtitle, publisher }: Volume['volumeInfo']): boolean =>
  about.test(`${title ?? ''} ${subtitle ?? ''} ${publisher ?? ''}`);

export function toCandidate({ id, volumeInfo }: Volume): Candidate {
  const { title, subtitle, authors, publisher, language } = volumeInfo;
  const year = Number(/^\d{4}(?=$|-)/.exec(volumeInfo.publishedDate ?? '')?.[0] ?? 0);
  const isbn = isbnOf(volumeInfo);
  const by = publisher?.replace(/^["“”\s]+|["“”\s]+$/g, '');
  return {
    id,
    url: `https://books.google.com/books?id=${encodeURIComponent(id)}`,
    title: subtitle ? `${title ?? ''}: ${subtitle}` : (title ?? ''),
    creators: authors ?? [],
    ...(year > 0 ? { year } : {}),
    ...(by ? { publisher: by } : {}),
    ...(language ? { language } : {}),
    ...(isbn ? { ids: { isbn13: isbn } } : {}),
    claims: claimsOf(volumeInfo, 'search'),
  };
}

/** What the whole record adds. Its title may be of another edition: the one that was found stays. */
export function described(candidate: Candidate, { volumeInfo }: Volume): Candidate {
  const { publisher } = toCandidate({ id: candidate.id, volumeInfo });
  const fresh = claimsOf(volumeInfo, 'volume');
  const fields = new Set(fresh.map(({ field }) => field));
  const kept = candidate.claims.filter(({ field }) => !fields.has(field));
  return { ...candidate, ...(publisher ? { publisher } : {}), claims: [...kept, ...fresh] };
}

function claimsOf(info: Volume['volumeInfo'], from: 'search' | 'volume'): readonly Claim[] {
  const claim = (field: string, value: string, strength: number): Claim => ({
    field,
    value,
    strength,
    level: 'release',
  });
  const { description, subtitle, categories } = info;
  const isbn = isbnOf(info);
  // A search cuts it.
  const isCut = from === 'search' && /(?:\.\.\.|…)\s*$/.test(description ?? '');
  const genres = new Set((categories ?? []).flatMap((path) => path.split(/\s*\/\s*/)));
  genres.delete('General');
  genres.delete('');
  return [
    ...(description && !isCut ? [claim('description', description, 0.8)] : []),
    ...(subtitle ? [claim('subtitle', subtitle, 0.7)] : []),
    // Of the printed book, not of the recording.
    ...(isbn ? [claim('isbn', isbn, 0.5)] : []),
    ...[...genres].map((genre) => claim('genre', genre, 0.5)),
  ];
}

function isbnOf({ industryIdentifiers }: Volume['volumeInfo']): string | undefined {
  const numbers = (industryIdentifiers ?? [])
    .filter(({ type }) => type.startsWith('ISBN'))
    .map(({ identifier }) => isbn13(identifier));
  return numbers.find((number) => number !== undefined);
}
