import { withoutEntities } from '@earmark/core';

/** Text of whatever type it came in, without what no name has in it: the site escapes what it gives as JSON. */
export function plain(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return withoutEntities(String(value)).replace(/\s+/g, ' ').trim();
}

/** Yes in all its spellings. */
export const isYes = (value: unknown): boolean =>
  value === true || /^(?:1|yes|true)$/i.test(String(value ?? ''));

const units: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** `6324306932` and `1,018.3 KiB`. */
export function bytesIn(value: unknown): number | undefined {
  const size = /^([\d,]+(?:\.\d+)?)\s*([bkmgt])?i?b?$/i.exec(plain(value));
  if (!size) return undefined;
  const unit = units[(size[2] ?? 'b').toLowerCase()] ?? 1;
  return Math.round(Number((size[1] ?? '').replaceAll(',', '')) * unit);
}

/** `58222.3`, `16:10:22` and `16 h 10 min` in seconds. */
export function secondsIn(value: unknown): number | undefined {
  const text = plain(value);
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) || undefined;
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.\d+)?$/.exec(text);
  if (clock) return hours(clock[1], clock[2], clock[3]);
  const words = /^(?:(\d+)\s*h\w*)?\s*(?:(\d+)\s*m(?:in|n|inutes?)?\b)?\s*(?:(\d+)\s*s\w*)?$/i.exec(
    text,
  );
  return words ? hours(words[1], words[2], words[3]) : undefined;
}

const hours = (h = '0', m = '0', s = '0') =>
  Number(h) * 3600 + Number(m) * 60 + Number(s) || undefined;
