import type { Records } from '@earmark/core';
import type { Stamp } from '../enrich/choose.ts';
import type { Coverage } from '../enrich/coverage.ts';
import type { NextBooks } from '../enrich/next.ts';
import type { PhaseReport } from '../phases.ts';
import { type Documents, documentsOf } from './documents.ts';

/** What a run of all phases said. */
export interface TaskRecord {
  readonly run: string;
  readonly at: number;
  readonly dryRun: boolean;
  readonly phases: readonly Omit<PhaseReport, 'data'>[];
}
export interface BookHistory {
  /** When each subject was last asked about, by its id. */
  readonly stamps: Documents<Stamp>;
  /** Of each library, by day: `2026-12-01`. */
  readonly coverage: Documents<Coverage>;
  /** Whose turn is next, as of the last walk. */
  readonly next: Documents<NextBooks>;
  /** Oldest first, kept for 90 days. */
  readonly tasks: Documents<TaskRecord>;
}

/** What was done for an account's books, for status, coverage and their curves. */
export const createBookHistory = (records: Records, account: string): BookHistory => ({
  stamps: documentsOf<Stamp>(records, 'stamps', account),
  coverage: documentsOf<Coverage>(records, 'coverage', account),
  next: documentsOf<NextBooks>(records, 'next', account),
  tasks: documentsOf<TaskRecord>(records, 'tasks', account),
});
