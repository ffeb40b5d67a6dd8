import { type Recipe, recipe } from '@earmark/core';
import { z } from 'zod';
import type { Audiobooks } from './audiobooks.ts';

const dry = z.strictObject({ dryRun: z.boolean().exactOptional() });
const ids = z.array(z.string().min(1));

/** The ways of audiobooks by name, for schedules, queues and other processes: `books`, `books-search`, `books-downloads`, `books-unlink`, `books-coverage`, `books-enrich`. */
export function createBookRecipes(of: (account: string) => Audiobooks): readonly Recipe[] {
  return [
    recipe({
      name: 'books',
      request: dry,
      pipeline: (request, { account }) => of(account).all(request),
    }),
    recipe({
      name: 'books-search',
      request: z.strictObject({ wishes: ids.exactOptional() }),
      pipeline: ({ wishes }, { account }) => of(account).search(wishes),
    }),
    recipe({
      name: 'books-downloads',
      request: z.strictObject({ only: ids.exactOptional() }),
      pipeline: ({ only }, { account }) => of(account).downloads(only),
    }),
    recipe({
      name: 'books-unlink',
      request: z.strictObject({ download: z.string().min(1) }),
      pipeline: ({ download }, { account }) => of(account).unlink(download),
    }),
    recipe({
      name: 'books-coverage',
      request: z.strictObject({}),
      pipeline: (_, { account }) => of(account).coverage(),
    }),
    recipe({
      name: 'books-enrich',
      request: dry,
      pipeline: (request, { account }) => of(account).enrich(request),
    }),
  ];
}
