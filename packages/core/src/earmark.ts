import { join } from 'node:path';
import { checkPlugin, type KindOfPlugin } from '@earmark/spec';
import { createAccounts } from './accounts/accounts.ts';
import { systemClock } from './clock.ts';
import { createEventCounter, type EventSource } from './events/bus.ts';
import type { EventsOptions } from './events/follow.ts';
import { createEventWriter, defaultRetention, type EventRetention } from './events/writer.ts';
import { createGuard, defaultPatience, type Guard, type Patience } from './guard/guard.ts';
import { createHttp } from './http/client.ts';
import type { HttpClientOptions } from './http/options.ts';
import { createLogFile, type LogLevel, silentLog } from './log/log-file.ts';
import { redactedLog } from './log/redacted.ts';
import { createMemoryStore } from './memory/index.ts';
import type { NoticeDesk } from './notices/desk.ts';
import type { AccountOptions } from './options/account-options.ts';
import { checkOptions } from './options/check.ts';
import { accountChecks, earmarkChecks } from './options/earmark-options.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { AccountStore, LoggedEvent, SharedStore, Store } from './ports.ts';
import { checkRecipes } from './recipes/find.ts';
import type { Recipe } from './recipes/recipe.ts';
import type { ReviewDesk } from './reviews/desk.ts';
import type { FoundReleases, ReleaseSearch } from './reviews/find-releases.ts';
import type { PluginFindings } from './run/check.ts';
import type { LeaseDesk } from './run/lease-desk.ts';
import type { LeaseMode } from './run/leases.ts';
import { createMemoryLock } from './run/memory-lock.ts';
import type { Run, RunOptions, StartRunOptions, StopOptions } from './run/run.ts';
import { createRedactor } from './secrets/redactor.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Clock, Events, Json, LockStrategy, Logger } from './spec.ts';

/** What all accounts of the installation share, and what the first one has of its own. */
export interface EarmarkOptions extends AccountOptions {
  /** Whose state this is, and whose are the sources, sinks and other things given here. Default `default`. */
  readonly account?: string;
  /** Default: memory, which forgets everything with the process: then nothing can be written. `createMemoryStore()` given here says that this is meant. */
  readonly store?: Store;
  /** Default: the store's own, else locks within this process. */
  readonly locks?: LockStrategy;
  /** `account` (the default): one writing process an account. `target`: a lease for each file, for several machines on one share. `state`: the same for several processes that have one state folder. */
  readonly leases?: LeaseMode;
  /** An account other than this one that nothing was done for so long, in milliseconds, is closed when another is used. Default 10 minutes. */
  readonly idleMs?: number;
  /** How much of the event log is kept. */
  readonly keepEvents?: Partial<EventRetention>;
  /** After a notice, others of its kind are gathered for so long, in milliseconds, and told as one. Default 15 minutes. */
  readonly quietMs?: number;
  /** How long plugins are waited for. */
  readonly patience?: Partial<Patience>;
  /** The secrets of the accounts: whatever was read of them is redacted wherever core writes. */
  readonly secrets?: Secrets;
  /** What can be started by its name, by any account. */
  readonly recipes?: readonly Recipe[];
  readonly http?: Omit<HttpClientOptions, 'shared' | 'clock'>;
  readonly logLevel?: LogLevel;
  /** Default: a file a day beneath the store's folder; nothing where the store has none. */
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** One account's view of an installation. */
export interface Earmark extends EventSource {
  readonly account: string;
  /** What the account was given. */
  readonly own: AccountOptions;
  /**
   * The same installation for another account: other state, other log, other lock. It has what is given here and
   * nothing of any other account; without `own`, what it was given before.
   */
  for(account: string, own?: AccountOptions): Earmark;
  /** Closes an account's part of the store until it is used again. Throws `locked` while something runs for it. */
  release(account: string): Promise<void>;
  run<T>(pipeline: Pipeline<T>, options?: RunOptions): Run;
  /** What happened since an event, and then what happens, in all processes of the installation. */
  events(options: EventsOptions): AsyncIterable<LoggedEvent>;
  /** Tells of something: for hosts and workers. Their events are declared by merging into `Events`. */
  emit<Name extends keyof Events>(event: Name, payload: Events[Name]): void;
  /** The names of the recipes that can be started. */
  readonly recipes: readonly string[];
  /** Makes a run of a recipe. The request is kept with it, so that it can be resumed anywhere. */
  start(recipe: string, request: Json, options?: StartRunOptions): Promise<Run>;
  /** Goes on with a run of a recipe that was stopped or killed, in whatever process it began. */
  resume(run: string, options?: StartRunOptions): Promise<Run>;
  /** Ends a run cleanly, wherever it runs, within a second or two. False where it has ended already, or there is none. */
  requestStop(run: string, by: string): Promise<boolean>;
  /** Puts back a run, or receipts in the order given. A run like any other. */
  undo(runOrReceipts: string | readonly string[], options?: RunOptions): Run;
  readonly reviews: ReviewDesk;
  /** Which releases an album could be, for a person who chooses: one search a source. Throws `not-found` for an unknown album. */
  findReleases(album: string, search?: ReleaseSearch): Promise<FoundReleases>;
  /** Sends one notice through a notifier of the account, so that a person sees whether it arrives. Throws what the notifier throws, and `not-found`. */
  tryNotifier(name: string): Promise<void>;
  /** What the account's people are told: by which rules, and what has not arrived. */
  readonly notices: NoticeDesk;
  /** Who may write something of the account now, in all processes. */
  readonly leases: LeaseDesk;
  /** The account's plugins, and the lock of the installation. */
  readonly plugins: readonly KindOfPlugin[];
  /** Ask for it each time: what is kept of an account that was closed meanwhile is of no use. */
  store(): Promise<AccountStore>;
  shared(): Promise<SharedStore>;
  /** What each plugin finds of its credentials, hosts and tools; `more` are those that only recipes know. Changes nothing. */
  check(more?: readonly KindOfPlugin[]): Promise<readonly PluginFindings[]>;
  /** Stops what runs, of all accounts, and releases what was opened. May be called twice. */
  close(options?: StopOptions): Promise<void>;
}

const defaultIdleMs = 10 * 60_000;
const defaultQuietMs = 15 * 60_000;

/** Plugins in, one way through them out. Opens the store; asks nobody and changes nothing until something is run. */
export async function createEarmark(options: EarmarkOptions = {}): Promise<Earmark> {
  checkOptions(options, 'createEarmark', earmarkChecks);
  const { account = 'default', clock = systemClock, leases = 'account' } = options;
  const { store = createMemoryStore() } = options;
  const { locks = store.locks ?? createMemoryLock() } = options;
  const { recipes = [] } = options;
  checkPlugin(locks);
  const patience = { ...defaultPatience, ...options.patience };
  const redact = options.secrets?.redactor ?? createRedactor();
  checkRecipes(recipes);
  const logs = new Map<string, Logger>();
  const shared = await store.shared();
  const accounts = createAccounts({
    installation: {
      store,
      forgets: options.store === undefined,
      http: createHttp({ ...options.http, shared, clock }, redact),
      locks,
      leases,
      recipes,
      events: createEventWriter({
        events: shared.events,
        clock,
        log: logOf(account),
        keep: { ...defaultRetention, ...options.keepEvents },
      }),
      quietMs: options.quietMs ?? defaultQuietMs,
      patience,
      call: outsideRuns(redactedLog(logOf(account), redact)),
      redact,
      clock,
    },
    first: account,
    logOf,
    nextEventId: createEventCounter(clock.now() * 1000),
    idleMs: options.idleMs ?? defaultIdleMs,
  });

  function outsideRuns(log: Logger): Guard {
    const slow = ({ kind, plugin, method, ms }: Events['plugin-slow']) =>
      log.warn(`the ${kind} ${plugin} has not ended ${method} for ${ms / 1000} s`);
    return createGuard({ patience, redact, log, slow });
  }

  function logOf(name: string): Logger {
    if (options.log) return options.log;
    const known = logs.get(name) ?? accountLog(name);
    logs.set(name, known);
    return known;
  }

  function accountLog(name: string): Logger {
    if (store.folder === '') return silentLog;
    const folder = join(store.folder, name, 'logs');
    const { logLevel: level } = options;
    return createLogFile({ folder, clock, ...(level ? { level } : {}) });
  }

  return accounts.open(account, ownOf(options));
}

/** What of the options is the account's and not the installation's. */
function ownOf(options: EarmarkOptions): AccountOptions {
  const keys = new Set(Object.keys(accountChecks));
  return Object.fromEntries(Object.entries(options).filter(([key]) => keys.has(key)));
}
