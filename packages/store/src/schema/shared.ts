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
  /** One row for each commit, the last ones alone: its `seq` is the revision of what it put. */
  record_commits: { seq: Generated<number>; id: string };
  records: RecordTable;
  audit: AuditTable;
  events: EventTable;
  /** One row: the first and the last number that the log has, as numbers outlive what had them. */
  event_span: { first: number; last: number };
  secrets: { account: string; name: string; sealed: string };
}

export interface RecordTable {
  collection: string;
  key: string;
  value: string;
  revision: number;
  at: number;
  expires_at: number | null;
}
export interface EventTable {
  seq: number;
  at: number;
  account: string;
  run: string | null;
  event: string;
  data: string;
}
export interface AuditTable {
  seq: Generated<number>;
  /** Of the call, which may be repeated when a connection was lost. */
  id: string;
  at: number;
  person: string | null;
  key: string | null;
  account: string | null;
  what: string;
  target: string | null;
  before: string | null;
  after: string | null;
  address: string | null;
  request: string | null;
}
