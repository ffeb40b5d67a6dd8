import { asin, isbn13, type Offer } from '@earmark/core';
import type { Torrent } from './answers.ts';
import { bytesIn, isYes, plain, secondsIn } from './text.ts';

export interface OfferOptions {
  readonly base: URL;
  readonly extra: Readonly<Record<string, RegExp>>;
  /** What is free for VIPs is free for this member. */
  readonly isVip: boolean;
}

const longestText = 20_000;

export function toOffer(torrent: Torrent, { base, extra, isVip }: OfferOptions): Offer {
  const { id, title, name, tags, description, free, personal_freeleech, fl_vip, vip } = torrent;
  const called = plain(title) || plain(name);
  const words = `${called} ${plain(tags)}`;
  const text = `${words}\n${String(description ?? '')}`.slice(0, longestText);
  const numbers = {
    sizeBytes: bytesIn(torrent.size),
    files: count(torrent.numfiles),
    seeders: count(torrent.seeders),
    addedAt: dateIn(torrent.added),
    durationSeconds: durationIn(torrent.mediainfo),
  };
  const language = plain(torrent.lang_code).toLowerCase();
  const series = seriesIn(torrent.series_info);
  const narrators = namesIn(torrent.narrator_info);
  const abridged = abridgedIn(words);
  const ids = idsIn(torrent.isbn);
  const facts = factsIn(text, extra);
  return {
    id,
    url: new URL(`t/${encodeURIComponent(id)}`, base).href,
    title: called,
    creators: namesIn(torrent.author_info),
    formats: plain(torrent.filetype).toLowerCase().split(' ').filter(Boolean),
    free: [free, personal_freeleech, fl_vip].some(isYes) || (isVip && isYes(vip)),
    snatched: isYes(torrent.my_snatched),
    claims: [],
    ...defined(numbers),
    ...(language ? { language } : {}),
    ...(narrators.length > 0 ? { narrators } : {}),
    ...(series.length > 0 ? { series } : {}),
    ...(abridged === undefined ? {} : { abridged }),
    ...(Object.keys(ids).length > 0 ? { ids } : {}),
    ...(Object.keys(facts).length > 0 ? { extra: facts } : {}),
  };
}

/** JSON in a string, or the object itself, or an empty text, or `null`. */
function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  let read = value;
  try {
    if (typeof value === 'string') read = JSON.parse(value);
  } catch {
    return {};
  }
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
}

const namesIn = (value: unknown): readonly string[] =>
  [...new Set(Object.values(objectIn(value)).map(plain))].filter((name) => name !== '');

function seriesIn(value: unknown): { name: string; sequence?: string }[] {
  return Object.values(objectIn(value)).flatMap((entry) => {
    const [name, part] = Array.isArray(entry) ? entry.map(plain) : [plain(entry)];
    if (!name) return [];
    return part ? { name, sequence: part } : { name };
  });
}

function durationIn(value: unknown): number | undefined {
  const general = objectIn(objectIn(value).General);
  return secondsIn(general.Duration);
}

function count(value: unknown): number | undefined {
  const digits = plain(value).replaceAll(',', '');
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

/** `2018-03-15 12:34:56`, which is UTC. */
function dateIn(value: unknown): number | undefined {
  const at = Date.parse(`${plain(value).replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : at;
}

function abridgedIn(words: string): boolean | undefined {
  if (/\bunabridged\b/i.test(words)) return false;
  return /\babridged\b/i.test(words) ? true : undefined;
}

/** The field for ISBNs also holds `ASIN:B0…`, and nonsense. */
function idsIn(value: unknown): Readonly<Record<string, string>> {
  const text = plain(value);
  const book = isbn13(text);
  if (book) return { isbn13: book };
  const audible = asin(text.replace(/^asin:?\s*/i, ''));
  return audible ? { asin: audible } : {};
}

function factsIn(text: string, patterns: Readonly<Record<string, RegExp>>) {
  return Object.fromEntries(
    Object.entries(patterns).flatMap(([name, pattern]) => {
      const value = plain(pattern.exec(text)?.[1]);
      return value === '' ? [] : [[name, value]];
    }),
  );
}

function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
