import type { FieldInfo } from './fields.ts';

/**
 * What a file's text says in the form of its field, the same whatever container it comes from; undefined where it
 * says nothing. A date that can be read in two ways (`06/07/1971`) is its year.
 */
export function fieldValue(form: FieldInfo['form'], text: string): string | undefined {
  switch (form) {
    case 'text':
      return text.trim() === '' ? undefined : text;
    case 'gain':
      return text.trim() || undefined;
    case 'number':
      return /^\s*0*([1-9]\d{0,8})(?!\d)/.exec(text)?.[1];
    case 'flag':
      return /^\s*(?:0*[1-9]\d*|true|yes)\s*$/i.test(text) ? '1' : undefined;
    case 'date':
      return dateIn(text);
  }
}

/** One side of `3/12`. */
export const halfOf = (pair: string, half: 1 | 2): string => pair.split('/')[half - 1] ?? '';

const yearFirst = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)/;
const unbroken = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;

function dateIn(text: string): string | undefined {
  const date = text.trim();
  const full = yearFirst.exec(date) ?? unbroken.exec(date);
  if (full) return joined(full[1], full[2], full[3]);
  const [, first, divider, second, year] = yearLast.exec(date) ?? [];
  if (year === undefined) return joined(/(?<!\d)\d{4}(?!\d)/.exec(date)?.[0]);
  // Dots are put between day and month where the day comes first; with other signs only a number above 12 tells.
  if (divider === '.' || Number(first) > 12) return joined(year, second, first);
  return Number(second) > 12 ? joined(year, first, second) : joined(year);
}

/** As much of it as can be. */
function joined(year?: string, month?: string, day?: string): string | undefined {
  if (year === undefined || Number(year) === 0) return undefined;
  if (!inRange(month, 12)) return year;
  const withMonth = `${year}-${month.padStart(2, '0')}`;
  return inRange(day, 31) ? `${withMonth}-${day.padStart(2, '0')}` : withMonth;
}

const inRange = (digits: string | undefined, most: number): digits is string =>
  digits !== undefined && Number(digits) >= 1 && Number(digits) <= most;
