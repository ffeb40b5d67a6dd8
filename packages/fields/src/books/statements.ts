import {
  asin,
  type Candidate,
  isbn13,
  languageName,
  type Match,
  type Subject,
} from '@earmark/core';
import { chaptersFor } from './chapters.ts';
import type { BookField } from './fields.ts';

/** What a candidate says in a field that says `now`, checked. An empty list: nothing. */
export function statementsOf(
  field: BookField,
  candidate: Candidate,
  subject: Subject,
  now: readonly string[],
): readonly string[] {
  const { narrators = [], series = [], publisher, year, language, claims } = candidate;
  const claimed = (name: string) =>
    claims.filter((claim) => claim.field === name).map(({ value }) => value);
  switch (field) {
    case 'narrator':
      return narrators;
    case 'series':
      return series.map(({ name }) => name);
    case 'seriespart':
      return partsFor(series, subject);
    case 'publisher':
      return publisher ? [publisher] : [];
    case 'year':
      return year && year > 0 && year < 10_000 ? [String(year)] : [];
    case 'language':
      return [languageName(language)].filter((name) => name !== undefined);
    case 'isbn':
      return firstOf(claimed('isbn'), isbn13);
    case 'asin':
      return firstOf([candidate.ids?.asin ?? '', ...claimed('asin')], asin);
    case 'chapter':
      return chaptersFor(candidate, subject, now);
    case 'genre':
    case 'tag':
      return [...new Set(claimed(field))];
    default:
      return claimed(field).slice(0, 1);
  }
}

const firstOf = (texts: readonly string[], check: (text: string) => string | undefined) =>
  texts
    .map(check)
    .filter((id) => id !== undefined)
    .slice(0, 1);

/** Parts are a list beside the series: only where these are the book's own series, or it has none. */
function partsFor(
  series: NonNullable<Candidate['series']>,
  { series: own = [] }: Subject,
): readonly string[] {
  if (series.every(({ sequence }) => !sequence)) return [];
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (own.length === 0) return series.map(({ sequence = '' }) => sequence);
  const known = new Map(series.map(({ name, sequence = '' }) => [plain(name), sequence]));
  const parts = own.map(({ name, sequence }) => sequence ?? known.get(plain(name)) ?? '');
  return parts.some((part) => part !== '') ? parts : [];
}

export function isThisRecording(subject: Subject, { candidate }: Match): boolean {
  const [mine, theirs] = [asin(subject.ids?.asin ?? ''), asin(candidate.ids?.asin ?? '')];
  if (mine !== undefined && mine === theirs) return true;
  if (!subject.durationSeconds || !candidate.durationSeconds) return false;
  return isSameLength(candidate, subject, Math.max(60, subject.durationSeconds * 0.01));
}

function isSameLength(candidate: Candidate, subject: Subject, seconds: number): boolean {
  const [mine, theirs] = [subject.durationSeconds, candidate.durationSeconds];
  return Boolean(mine && theirs && Math.abs(mine - theirs) <= seconds);
}
