import type { XiphField } from './mapping.ts';

const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes']);

/** One comment's value as the field has it, or nothing. */
export function readValue(as: XiphField['as'], text: string): string | undefined {
  switch (as) {
    case 'value':
      return text === '' ? undefined : text;
    case 'number':
      return numberIn(text.split('/', 1)[0] ?? '');
    case 'date':
      return dateIn(text);
    case 'flag':
      return yes.has(text.trim().toLowerCase()) ? '1' : undefined;
    case 'presence':
      return text === '' ? undefined : 'yes';
  }
}

/** What stands behind the slash of `3/12`. */
export function numberBehind(text: string): string | undefined {
  const slash = text.indexOf('/');
  return slash < 0 ? undefined : numberIn(text.slice(slash + 1));
}

function numberIn(text: string): string | undefined {
  const digits = /^\s*0*([1-9]\d{0,8})(?:\.\d+)?\s*$/.exec(text)?.[1];
  return digits;
}

function dateIn(text: string): string | undefined {
  const full = /^\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)/.exec(text);
  if (!full) return /\b(\d{4})\b/.exec(text)?.[1];
  const [, year, month, day] = full;
  if (!year || Number(year) === 0) return undefined;
  if (!inRange(month, 12)) return year;
  const withMonth = `${year}-${month.padStart(2, '0')}`;
  return inRange(day, 31) ? `${withMonth}-${day.padStart(2, '0')}` : withMonth;
}

const inRange = (digits: string | undefined, most: number): digits is string =>
  digits !== undefined && Number(digits) >= 1 && Number(digits) <= most;
