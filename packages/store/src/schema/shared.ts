import type { Generated } from 'kysely';
import type { VersionTable } from './account.ts';

/** What all accounts of an installation share. */
export interface SharedSchema {
  schema_version: VersionTable;
  /** One row for each request that still counts in a rolling window. */
  bookings: { seq: Generated<number>; host: string; at: number };
  /** `window_ms` is the longest window that was ever asked of the host: older bookings are forgotten. */
  budgets: { host: string; day: number; used: number; window_ms: number };
  parkings: { host: string; until: number; reason: string };
  failures: { host: string; count: number; at: number };
  samples: { seq: Generated<number>; field: string; belief: number; correct: number; at: number };
  roots: { account: string; host: string; id: string; path: string; read_only: number };
}
