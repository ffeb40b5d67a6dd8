import type { EventSource } from '../events/bus.ts';
import type { RunOutcome } from '../ports.ts';
import type { Fault, Json } from '../spec.ts';

export interface RunResult {
  readonly run: string;
  readonly outcome: RunOutcome;
  /**
   * `subjects`, `decisions`, `applied`, `queued`, `failed` and whatever stages count besides. `unread`: media that no
   * format here reads, and by extension: `unread:.wma`. A resumed run counts
   * what its earlier parts finished too (`resumed` of its subjects were); what failed there was tried again.
   */
  readonly counts: Readonly<Record<string, number>>;
  /** Why it failed as a whole. A failed item is an event and a count, not this. */
  readonly fault?: Fault;
}

/** A pipeline on its way. It starts by itself at the next turn of the event loop, so listeners miss nothing. */
export interface Run extends EventSource {
  readonly id: string;
  /** Never rejects: how it ended is in the result. */
  readonly done: Promise<RunResult>;
  /** Ends cleanly: what is in flight is finished or undone. Resolves when it has ended. */
  stop(options?: StopOptions): Promise<RunResult>;
}

export interface StopOptions {
  /** How long what is being written may take to end, in milliseconds, before it is left to the next run's recovery. Default 30,000. */
  readonly graceMs?: number;
}
export interface StartRunOptions {
  /**
   * What a run that writes does while another of the account writes in this process: `wait` (the default) for its end,
   * in the order they came, or `refuse`: it fails with `locked` at once. Another process is never waited for.
   */
  readonly whenBusy?: 'wait' | 'refuse';
  readonly signal?: AbortSignal;
}
export interface RunOptions extends StartRunOptions {
  /** Goes on where a killed run of the same pipeline ended: subjects that it finished are passed by. */
  readonly resume?: string;
  /** What the host was asked, kept in the journal. */
  readonly request?: Json;
  /** The job of the queue that it is done for. */
  readonly job?: string;
}
