import type { DecisionRecord, RunRecord } from '@earmark/core';

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
export type RunView = Omit<RunRecord, 'host' | 'pid'>;
export type DecisionView = Omit<DecisionRecord, 'decision'> & DecisionRecord['decision'];
export interface ReceiptView {
  readonly id: string;
  readonly run: string;
  readonly target: string;
  readonly at: number;
  readonly subject?: string;
  readonly title?: string;
  readonly diff: readonly {
    readonly field: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  readonly undoneBy?: string;
}
export interface Paged<T> {
  readonly items: readonly T[];
  /** Goes back as `cursor`. */
  readonly next?: string;
  readonly total?: number;
}
