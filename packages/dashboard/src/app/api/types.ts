import type { AlbumRow, CatalogueFile, DecisionRecord, RunRecord } from '@earmark/core';

/** Shapes of the API that the pages show. */
export type Role = 'owner' | 'member' | 'viewer';
export interface SetupView {
  /** There is an owner. */
  readonly done: boolean;
  /** A code from the log has to be given: the page was not opened on the server itself. */
  readonly needsCode: boolean;
}
export interface SelfView {
  readonly person: { readonly id: string; readonly name: string; readonly admin: boolean };
}
export interface AccountView {
  readonly name: string;
  readonly role: Role;
  readonly state: 'idle' | 'queued' | 'running' | 'paused' | 'away';
  readonly position?: number;
  readonly pausedBecause?: string;
  readonly nextRunAt?: number;
  readonly folder?: string;
  readonly run?: string;
  readonly revision: number;
  readonly settings: {
    readonly batchSize: number;
    readonly intervalMinutes: number;
    readonly cron: string | null;
    readonly enabled: boolean;
    readonly priority: number;
  };
  readonly statistics: {
    readonly total: number;
    readonly processed: number;
    readonly skipped: number;
    readonly errors: number;
    readonly lastScanAt?: number;
    readonly lastOutcome?: string;
  };
}
export interface UsersView {
  readonly users: readonly AccountView[];
  readonly totals: {
    readonly users: number;
    readonly running: number;
    readonly maxConcurrent: number;
  };
}
export interface RunView extends Omit<RunRecord, 'host' | 'pid'> {
  /** `killed`: it has no end, and its process is gone. */
  readonly state: 'running' | 'completed' | 'stopped' | 'failed' | 'killed';
}
export type DecisionView = Omit<DecisionRecord, 'decision'> & DecisionRecord['decision'];
/** One field of an album: what its files agree on, what was decided about it last, whether it may change. */
export interface FieldView {
  readonly field: string;
  readonly values: readonly string[];
  readonly locked: boolean;
  readonly decision?: { readonly id: string; readonly confidence: number };
}
export interface AlbumView extends AlbumRow {
  readonly fields: readonly FieldView[];
  readonly tracks: readonly CatalogueFile[];
}
/** One field of one file. */
export interface ChangeView {
  readonly receipt: string;
  readonly run: string;
  readonly target: string;
  readonly subject?: string;
  readonly title?: string;
  readonly at: number;
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly undone: boolean;
}
export interface Paged<T> {
  readonly items: readonly T[];
  /** Goes back as `after`. */
  readonly next?: string;
  readonly total?: number;
}
