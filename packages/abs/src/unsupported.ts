import { EarmarkError } from '@earmark/core';

export const unsupported = (why: string) =>
  new EarmarkError('unsupported', `Audiobookshelf: ${why}.`);
