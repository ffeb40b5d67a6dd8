const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** `&#039;` as `'`: the site escapes what it gives as JSON. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Text of whatever type it came in, without what no name has in it. */
export function plain(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return unescaped(String(value)).replace(/\s+/g, ' ').trim();
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
