import { EarmarkError } from '@earmark/core';

export function wholeNumber(flag: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least) return number;
  throw new EarmarkError('config', `${flag} must be a whole number from ${least}, not ${text}`);
}
