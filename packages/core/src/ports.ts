/**
 * What core asks of a database: `@earmark/store` answers with SQLite, `@earmark/postgres` with PostgreSQL,
 * and `createMemoryStore` with nothing but memory. An account's rows can be reached through that account's
 * store alone; what accounts share on purpose is in `SharedStore`.
 */
import type { Browse } from './browse.ts';
import type { Queue } from './ports/queue.ts';
import type { ReviewStatus } from './reviews/statuses.ts';
import type {
  Catalogue,
  Decision,
  Fault,
  Json,
  LockStrategy,
  Page,
  Plan,
  PluginState,
  RateLimit,
  Receipt,
  Subject,
} from './spec.ts';

export type * from './ports/queue.ts';
export type { ReviewStatus } from './reviews/statuses.ts';

export interface Store {
  readonly kind: 'store';
  /** The folder of this installation's state: logs and instance locks lie beneath it, by account. */
  readonly folder: string;
  /** Which one it is, for people, without credentials: `PostgreSQL on nas:5432`. */
  readonly title?: string;
  /** Opens (and where needed creates or migrates) the account's part. The same object for the same name. */
  account(name: string): Promise<AccountStore>;
  /** Closes what is open of an account; `account(name)` opens it again. What was given out before is of no use then. */
  release(name: string): Promise<void>;
  shared(): Promise<SharedStore>;
  /** Who may write what is described here, among all processes that have this store. */
  readonly locks?: LockStrategy;
  /** The accounts that have state here, sorted. */
  accounts(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface AccountStore {
  readonly account: string;
  readonly journal: Journal;
  readonly reviews: Reviews;
  readonly catalogue: Catalogue;
  readonly jobs: Queue;
  readonly browse: Browse;
  /** The memory of one plugin in this account. */
  state(plugin: string): PluginState;
}

// ── Journal: who, what, when, why ───────────────────────────────────────────────────────────────

export type RunOutcome = 'completed' | 'stopped' | 'failed';
export interface RunRecord {
  readonly id: string;
  readonly pipeline: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Absent while the run goes on, and for ever where its process was killed. */
  readonly outcome?: RunOutcome;
  readonly counts: Readonly<Record<string, number>>;
  /** Which process runs it: a run without an outcome whose process is gone was killed. */
  readonly host: string;
  readonly pid: number;
  /** The same process, told from every other one with its number (`lifeOfOwner`). Absent in runs of older releases. */
  readonly owner?: string;
  /** The job of the queue that it is done for: people's lists leave such runs out. */
  readonly job?: string;
  /** What the host was asked to do (its arguments), so that it can be resumed. */
  readonly request?: Json;
  /** The recipe that it was made from: with `request` all that is needed to resume it anywhere. */
  readonly recipe?: string;
}
export interface DecisionRecord {
  readonly run: string;
  readonly at: number;
  /** How a person calls the subject: `Artist – Album`. */
  readonly title: string;
  readonly decision: Decision;
}
/** `planned` may be under way, and after a crash may have been done; the others are ends. A dry run's plans are `abandoned` from the start. */
export type PlanStatus = 'planned' | 'applied' | 'failed' | 'abandoned';
export interface PlanRecord {
  readonly run: string;
  readonly sink: string;
  readonly at: number;
  readonly decisions: readonly string[];
  readonly plan: Plan;
  readonly status: PlanStatus;
  readonly fault?: Fault;
}
export interface ReceiptRecord {
  readonly id: string;
  readonly run: string;
  readonly sink: string;
  readonly receipt: Receipt;
  readonly decisions: readonly string[];
  /** This receipt put back what that one did. */
  readonly undoes?: string;
  /** Set once another receipt has put this one back. */
  readonly undoneBy?: string;
}
/** Who wants a run to stop, and since when. */
export interface StopRequest {
  readonly by: string;
  readonly at: number;
}
export interface Journal {
  /** Starting it again under its id resumes it: it has no outcome, and nobody wants it to stop. */
  startRun(run: RunRecord): Promise<void>;
  endRun(
    id: string,
    outcome: RunOutcome,
    counts: Readonly<Record<string, number>>,
    at: number,
  ): Promise<void>;
  run(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  runs(page?: Page): Promise<readonly RunRecord[]>;
  /** Whoever runs it sees it within a second, on any machine. False where it has ended, or there is none. */
  requestStop(run: string, request: StopRequest): Promise<boolean>;
  stopRequested(run: string): Promise<StopRequest | undefined>;

  /** This run needs nothing more for that subject: a resumed run passes it by. */
  finishSubject(run: string, subject: string): Promise<void>;
  isFinished(run: string, subject: string): Promise<boolean>;

  /** The subject as it was last seen: what review and undo show after the origin is gone. */
  saveSubject(subject: Subject): Promise<void>;
  subject(id: string): Promise<Subject | undefined>;

  /** A decision id is of subject, field and value: a later run with the same decision replaces the row, and the run's history keeps both. */
  saveDecisions(records: readonly DecisionRecord[]): Promise<void>;
  decision(id: string): Promise<DecisionRecord | undefined>;
  decisions(
    filter: { readonly run?: string; readonly subject?: string } & Page,
  ): Promise<readonly DecisionRecord[]>;

  savePlans(records: readonly PlanRecord[]): Promise<void>;
  setPlanStatus(plan: string, status: PlanStatus, fault?: Fault): Promise<void>;
  /** In the order they were saved. */
  plans(
    filter: {
      readonly run?: string;
      readonly status?: PlanStatus;
      readonly target?: string;
    } & Page,
  ): Promise<readonly PlanRecord[]>;

  /** Writes the receipt, marks its plan applied and, where it undoes another, marks that one undone: all or nothing. */
  saveReceipt(record: ReceiptRecord): Promise<void>;
  receipt(id: string): Promise<ReceiptRecord | undefined>;
  /** In the order they were saved. `targets`: of any of these, some hundred at most. */
  receipts(
    filter: {
      readonly run?: string;
      readonly target?: string;
      readonly targets?: readonly string[];
    } & Page,
  ): Promise<readonly ReceiptRecord[]>;

  /**
   * Forgets the runs that ended before `before` (those without an end: that began before), with their plans,
   * receipts and superseded decisions; the last decision of each value stays. Kept in any case is a run with a
   * plan that is still `planned`, and, unless `undoable` is true, one of which something can still be undone.
   * Gives how many it forgot.
   */
  prune(options: { readonly before: number; readonly undoable?: boolean }): Promise<number>;
}

// ── Reviews: what people said ───────────────────────────────────────────────────────────────────

export interface Review {
  /** The id of the decision that is in question. */
  readonly decision: string;
  readonly subject: string;
  readonly title: string;
  readonly field: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly confidence: number;
  readonly band: 'review' | 'manual';
  readonly queuedAt: number;
  readonly status: ReviewStatus;
  readonly by?: string;
  readonly at?: number;
  readonly reason?: string;
  /** What a person wants instead, where the status is `edited`. */
  readonly edited?: readonly string[];
}
export interface ReviewFilter extends Page {
  readonly status?: ReviewStatus;
  readonly field?: string;
  readonly band?: 'review' | 'manual';
  readonly subject?: string;
  readonly minConfidence?: number;
  readonly maxConfidence?: number;
  /** Part of the title, in any case. */
  readonly text?: string;
}
export interface Verdict {
  readonly status: 'accepted' | 'rejected' | 'edited' | 'locked';
  readonly by: string;
  readonly at: number;
  readonly reason?: string;
  readonly edited?: readonly string[];
}

export interface Reviews {
  /** Puts a decision in the queue. An older pending one of the same subject and field becomes `superseded`; one that a person has already answered keeps its answer, and one that was accepted and applied, or locked, is asked again: someone changed the target, or took the lock away. */
  queue(review: Review): Promise<void>;
  /** Newer decisions about these fields of this subject were written or are as it is: what is pending about them becomes `superseded`; answers stay. */
  supersede(subject: string, fields: readonly string[]): Promise<void>;
  get(decision: string): Promise<Review | undefined>;
  /** Most confident first, then oldest. */
  list(filter?: ReviewFilter): Promise<readonly Review[]>;
  count(filter?: ReviewFilter): Promise<number>;
  /** Throws `not-found`; throws `conflict` where it was applied, superseded or locked in the meantime. A rejection also remembers the value, and so does an edit to another one. A yes or an edit supersedes, all or nothing, what was accepted or edited before it of the same subject and field and is not applied yet. */
  answer(decision: string, verdict: Verdict): Promise<Review>;
  markApplied(decision: string): Promise<void>;

  lock(subject: string, field: string, by: string, at: number): Promise<void>;
  unlock(subject: string, field: string): Promise<void>;
  locked(subject: string): Promise<readonly string[]>;
  locks(page?: Page): Promise<
    readonly {
      readonly subject: string;
      readonly field: string;
      readonly by: string;
      readonly at: number;
    }[]
  >;

  /** Values that people refused, as they rejected them or wanted others instead; one entry a refused list, its values joined by `; `. */
  rejected(subject: string): Promise<readonly { readonly field: string; readonly value: string }[]>;
  pin(subject: string, source: string, candidate: string): Promise<void>;
  unpin(subject: string, source: string): Promise<void>;
  pinned(subject: string): Promise<Readonly<Record<string, string>>>;
}

// ── Shared by all accounts and processes of an installation ─────────────────────────────────────

export interface SharedStore {
  /**
   * Books one request of a host. Limits are rolling windows: never more than `requests` starts in any `perMs`.
   * `waitMs` 0: booked, go. Otherwise nothing was booked: ask again after `waitMs`. `exhausted`: the day's budget is used up, until then.
   */
  book(
    host: string,
    limit: RateLimit,
    now: number,
  ): Promise<{ readonly waitMs: number; readonly exhausted?: boolean }>;
  /** Nobody asks this host before `until`. The later of two parkings holds. */
  park(host: string, until: number, reason: string): Promise<void>;
  parked(
    host: string,
    now: number,
  ): Promise<{ readonly until: number; readonly reason: string } | undefined>;
  /** Consecutive failures of a host, for the circuit breaker. `null` after a success clears them. Gives the count. */
  noteFailure(host: string, at: number | null): Promise<number>;

  /** What people said of decisions, from all accounts: the raw belief and whether it was right. */
  addSamples(samples: readonly CalibrationSample[]): Promise<void>;
  samples(field: string): Promise<readonly CalibrationSample[]>;

  /** Throws `conflict` where the folder overlaps one of another account, unless one of the two is read-only. */
  claimRoot(root: RootRecord): Promise<void>;
  roots(account?: string): Promise<readonly RootRecord[]>;
  releaseRoot(account: string, id: string): Promise<void>;

  readonly records: Records;
  readonly audit: Audit;
  readonly events: EventLog;
  readonly secrets: SecretRows;
}
export interface CalibrationSample {
  readonly field: string;
  readonly belief: number;
  readonly right: boolean;
  readonly at: number;
}
export interface RootRecord {
  readonly account: string;
  readonly host: string;
  readonly id: string;
  /** Absolute, as this machine has it. */
  readonly path: string;
  readonly readOnly: boolean;
}

// ── Records: small documents that people edit and programs must not lose ────────────────────────

/**
 * People, keys, sessions, memberships, settings of accounts, the slots of schedules, notices on their way: one
 * mechanism for all of them, on every store. Keys are listed by their bytes; `login/<folded name>` is an index.
 */
export interface Records {
  /** Nothing where it is not there, or has expired. */
  get(collection: string, key: string): Promise<StoredRecord | undefined>;
  /** By key, those that have not expired. `after` is the last key of the page before. */
  list(
    collection: string,
    options?: { readonly prefix?: string; readonly after?: string; readonly limit?: number },
  ): Promise<readonly StoredRecord[]>;
  /**
   * All or nothing. Throws `conflict`, and changes nothing, where a record has not the revision that a change
   * expects. Gives the new revisions, in the order of the changes; 0 for what was removed.
   */
  commit(changes: readonly RecordChange[]): Promise<readonly number[]>;
}
export interface RecordChange {
  readonly collection: string;
  readonly key: string;
  /** Left out: the record is removed. */
  readonly value?: Json;
  /** The revision that it must have now; 0: it must not be there. Left out: whatever is there. */
  readonly expect?: number;
  /** From then on it is as if it had been removed. */
  readonly expiresAt?: number;
}
export interface StoredRecord {
  readonly key: string;
  readonly value: Json;
  /** Grows with each change of this record, also after it was removed and made again. */
  readonly revision: number;
  /** When it was last changed. */
  readonly at: number;
  readonly expiresAt?: number;
}

// ── Audit: who changed what ─────────────────────────────────────────────────────────────────────

/** Append-only: a database refuses to change or delete its rows. */
export interface Audit {
  /** Gives the entry's number. */
  append(entry: NewAuditEntry): Promise<number>;
  /** Newest first; `before` is the number of the last entry of the page before. */
  list(filter?: AuditFilter): Promise<readonly AuditEntry[]>;
}
export interface AuditFilter {
  readonly account?: string;
  readonly person?: string;
  readonly what?: string;
  readonly before?: number;
  readonly limit?: number;
}
export interface NewAuditEntry {
  readonly at: number;
  readonly person?: string;
  /** The API key that was used, by its id. */
  readonly key?: string;
  readonly account?: string;
  /** Noun-verb, as events are called: `person-invited`, `secret-set`. */
  readonly what: string;
  readonly target?: string;
  /** Digests of what it was and what it is: the values themselves may be nobody's business. */
  readonly before?: string;
  readonly after?: string;
  readonly address?: string;
  readonly requestId?: string;
}
export interface AuditEntry extends NewAuditEntry {
  readonly seq: number;
}

// ── Event log: what happened, for those who come later and in other processes ───────────────────

/** One growing row of events for all processes of an installation; pruned by age and size. */
export interface EventLog {
  /** Gives their numbers, which grow across processes and restarts: what has a number is visible to `list` in that order. */
  append(events: readonly NewLoggedEvent[]): Promise<readonly number[]>;
  /** Those with a larger number than `since`, in order. */
  list(options: EventFilter): Promise<readonly LoggedEvent[]>;
  /** The first and the last number that are kept. Whoever has seen up to `since < first - 1` has missed something. Both 0 where nothing was ever logged. */
  span(): Promise<{ readonly first: number; readonly last: number }>;
  /** Yields once at the beginning, and then when there may be more than before: of this process at once, of others in a quarter of a second. Ends with the signal. */
  changes(signal: AbortSignal): AsyncIterable<void>;
  /** Forgets what happened before `before`, and all but the last `keep`. Gives how many it forgot. */
  prune(options: { readonly before: number; readonly keep: number }): Promise<number>;
}
export interface EventFilter {
  readonly since: number;
  readonly account?: string;
  readonly run?: string;
  readonly events?: readonly string[];
  readonly limit?: number;
}
export interface NewLoggedEvent {
  readonly at: number;
  readonly account: string;
  readonly run?: string;
  readonly event: string;
  /** Its payload, as declared by `Events`. */
  readonly data: Json;
}
export interface LoggedEvent extends NewLoggedEvent {
  readonly seq: number;
}

// ── Secrets: credentials, sealed before they come here ──────────────────────────────────────────

/** A store never sees plain text. Names are `spotify.clientSecret`. */
export interface SecretRows {
  put(account: string, name: string, sealed: string): Promise<void>;
  get(account: string, name: string): Promise<string | undefined>;
  /** Sorted by bytes. */
  names(account: string): Promise<readonly string[]>;
  /** False where there was none. */
  remove(account: string, name: string): Promise<boolean>;
}
