import type { Decision, Match, RunRecord } from '@earmark/core';

/** Shapes of the API that the pages show. */
export interface SetupView {
  /** There is no owner yet. */
  readonly needed: boolean;
  /** A code from the log has to be given: the page was not opened on the server itself. */
  readonly code: boolean;
}
export interface SessionView {
  readonly person: { readonly id: string; readonly name: string; readonly admin: boolean };
  readonly accounts: readonly {
    readonly name: string;
    readonly role: 'owner' | 'member' | 'viewer';
  }[];
}
export interface RunView extends RunRecord {
  readonly state: 'running' | 'completed' | 'stopped' | 'failed' | 'killed';
}
export interface EvidenceView {
  readonly decision: Decision;
  readonly matches: readonly (Match & { readonly runnerUp?: Match['candidate'] })[];
}
