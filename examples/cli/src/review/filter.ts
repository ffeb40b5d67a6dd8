import { EarmarkError, type ReviewFilter } from '@earmark/core';

export type Narrowing = Pick<
  ReviewFilter,
  'field' | 'band' | 'minConfidence' | 'maxConfidence' | 'text'
>;

/** What somebody typed: words of the title, and `field=genre band=manual above=90 below=95`. */
export function parseNarrowing(line: string): Narrowing {
  const settings: Record<string, string> = {};
  const words = line
    .split(/\s+/)
    .filter((word) => word !== '')
    .filter((word) => {
      const named = /^(field|band|above|below)=(.+)$/.exec(word);
      if (named?.[1] && named[2]) settings[named[1]] = named[2];
      return !named;
    });
  const { field, band, above, below } = settings;
  return {
    ...(words.length > 0 ? { text: words.join(' ') } : {}),
    ...(field === undefined ? {} : { field }),
    ...(band === undefined ? {} : { band: bandFrom('band', band) }),
    ...(above === undefined ? {} : { minConfidence: partFrom('above', above) }),
    ...(below === undefined ? {} : { maxConfidence: partFrom('below', below) }),
  };
}

/** The same words again, for the next time they are asked for. */
export function showNarrowing(narrowing: Narrowing): string {
  const { text, field, band, minConfidence, maxConfidence } = narrowing;
  const percent = (part: number) => String(Math.round(part * 1000) / 10);
  return [
    ...(text === undefined ? [] : [text]),
    ...(field === undefined ? [] : [`field=${field}`]),
    ...(band === undefined ? [] : [`band=${band}`]),
    ...(minConfidence === undefined ? [] : [`above=${percent(minConfidence)}`]),
    ...(maxConfidence === undefined ? [] : [`below=${percent(maxConfidence)}`]),
  ].join(' ');
}

export function bandFrom(name: string, band: string): 'review' | 'manual' {
  if (band === 'review' || band === 'manual') return band;
  throw new EarmarkError('config', `${name} is review or manual, not ${band}`);
}

/** A percentage as a part of one. What lies between 0 and 1 is a part of one already, and somebody's mistake. */
export function partFrom(name: string, text: string): number {
  const percentage = Number(text.replace(/\s*%$/, ''));
  const meant =
    percentage > 0 && percentage < 1 ? `: for ${percentage} say ${percentage * 100}` : '';
  if (text.trim() !== '' && meant === '' && percentage >= 0 && percentage <= 100)
    return percentage / 100;
  throw new EarmarkError('config', `${name} is a percentage such as 95, not ${text}${meant}`);
}
