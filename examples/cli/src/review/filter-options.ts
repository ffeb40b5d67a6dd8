import { EarmarkError, type ReviewFilter, reviewStatuses } from '@earmark/core';
import type { Command } from 'commander';
import { wholeNumber } from '../whole-number.ts';
import { bandFrom, type Narrowing, partFrom } from './filter.ts';

export interface FilterOptions {
  readonly status?: string;
  readonly band?: string;
  readonly field?: string;
  readonly above?: string;
  readonly below?: string;
  readonly text?: string;
  readonly limit?: string;
}

export function withNarrowing(command: Command): Command {
  return command
    .option('--band <band>', 'review or manual')
    .option('--field <name>', 'genre, title …')
    .option('--above <percent>', 'at least this confidence')
    .option('--below <percent>', 'at most this confidence')
    .option('--text <words>', 'part of the title');
}

export function withFilters(command: Command): Command {
  return withNarrowing(command)
    .option('--status <status>', `${reviewStatuses.join(', ')} (default: pending)`)
    .option('--limit <n>', 'how many (default: 50)');
}

export function filterOf({
  status = 'pending',
  limit = '50',
  ...rest
}: FilterOptions): ReviewFilter {
  const known = reviewStatuses.find((each) => each === status);
  if (!known)
    throw new EarmarkError(
      'config',
      `--status is one of ${reviewStatuses.join(', ')}, not ${status}`,
    );
  return { status: known, limit: wholeNumber('--limit', limit, 1), ...narrowingOf(rest) };
}

export function narrowingOf({ band, field, above, below, text }: FilterOptions): Narrowing {
  return {
    ...(band === undefined ? {} : { band: bandFrom('--band', band) }),
    ...(field === undefined ? {} : { field }),
    ...(above === undefined ? {} : { minConfidence: partFrom('--above', above) }),
    ...(below === undefined ? {} : { maxConfidence: partFrom('--below', below) }),
    ...(text === undefined ? {} : { text }),
  };
}
