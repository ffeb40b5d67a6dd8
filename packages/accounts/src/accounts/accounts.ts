import type { Actor } from '../audit/trail.ts';
import type { AccountSettings, SettingsChanges } from './settings.ts';

export type AccountState = 'idle' | 'queued' | 'running' | 'paused' | 'away';
/** What the account's runs did, in files, counted since the first of them where nothing else is said. */
export interface AccountStatistics {
  /** Files that the catalogue knows. */
  readonly total: number;
  /** Whether a run is under way. */
  readonly running: boolean;
  /** Looked at, with something to do or to find out. */
  readonly processed: number;
  /** Found as they should be: nothing was to be done. */
  readonly skipped: number;
  readonly errors: number;
  readonly batches: number;
  readonly lastScanAt?: number;
  readonly lastDurationMs?: number;
  readonly lastOutcome?: 'completed' | 'stopped' | 'failed';
  /** Why the last run failed as a whole, for people. */
  readonly lastFault?: string;
}
export interface AccountStatus {
  readonly name: string;
  readonly state: AccountState;
  /** The run that is under way. */
  readonly run?: string;
  /** Its place among those that wait for their turn, from 1. */
  readonly position?: number;
  /** Why nothing heavy is done now, for people: `quiet hours until 07:00`. */
  readonly pausedBecause?: string;
  /** When it goes on by itself, where a person said so as they paused it. */
  readonly pausedUntil?: number;
  /** Absent while nobody lets the accounts take their turns. */
  readonly nextRunAt?: number;
  /** Where its files lie; absent for an account that was made by hand without one. */
  readonly folder?: string;
  readonly settings: AccountSettings;
  readonly statistics: AccountStatistics;
  /** Of its settings. */
  readonly revision: number;
}
export interface AccountTotals {
  readonly users: number;
  readonly running: number;
  readonly enabled: number;
  readonly maxConcurrent: number;
}
export type Started =
  | { readonly run: string }
  | { readonly queued: true; readonly position: number };
export type ControlAction = 'start' | 'stop' | 'pause' | 'resume' | 'enable' | 'disable';

/** The accounts of an installation: which there are, what they are set to, and their turns. */
export interface Accounts {
  has(name: string): Promise<boolean>;
  /** Sorted. */
  names(): Promise<readonly string[]>;
  get(name: string): Promise<AccountStatus | undefined>;
  list(): Promise<readonly AccountStatus[]>;
  totals(): Promise<AccountTotals>;
  /** Throws `config` for an impossible name, `conflict` where there is one. */
  create(
    account: { readonly name: string; readonly folder?: string },
    by: Actor,
  ): Promise<AccountStatus>;
  /** Throws `conflict` where `revision` is given and no longer the account's. */
  configure(
    name: string,
    changes: SettingsChanges,
    by: Actor,
    revision?: number,
  ): Promise<AccountStatus>;
  /**
   * Throws `conflict` where it is as asked already, `locked` where the account is disabled. A start gives its
   * run, or its place in the row; the others resolve when it is so. A pause ends by itself at `until`: `config` where
   * that is not ahead.
   */
  control(
    name: string,
    action: ControlAction,
    by: Actor,
    options?: { readonly until?: number },
  ): Promise<Started | undefined>;
  /**
   * The account is no more: its settings, its turns and its claims on folders go. Its journal, reviews and catalogue
   * stay in the state: made again under this name, it has them back, and undo works. Its media are not touched.
   * Throws `conflict` while something runs or waits for it, and for the host's own account.
   */
  remove(name: string, by: Actor): Promise<void>;
}
