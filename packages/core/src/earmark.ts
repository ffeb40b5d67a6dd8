import { join } from 'node:path';
import { assertAccountName } from './account-name.ts';
import { type BandLimits, defaultBands } from './calibration/index.ts';
import { systemClock } from './clock.ts';
import { EarmarkError } from './errors.ts';
import {
  createEventBus,
  createEventCounter,
  type EventBus,
  type EventSource,
} from './events/bus.ts';
import { createHttp } from './http/client.ts';
import type { HttpClientOptions } from './http/options.ts';
import { createLogFile, type LogLevel, silentLog } from './log/log-file.ts';
import { createMemoryStore } from './memory/index.ts';
import { checkOptions, having } from './options/check.ts';
import { assertBands, earmarkChecks, runChecks } from './options/earmark-options.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { checkFields, checkPlugins } from './plugins.ts';
import type { AccountStore, SharedStore, Store } from './ports.ts';
import { createReviewDesk, type ReviewDesk } from './reviews/desk.ts';
import { checkAll, type PluginFindings } from './run/check.ts';
import type { LeaseMode } from './run/leases.ts';
import { createMemoryLock } from './run/memory-lock.ts';
import { type Installation, openRun } from './run/open.ts';
import type { Run, RunOptions } from './run/run.ts';
import { startRun } from './run/start.ts';
import type {
  Clock,
  Hints,
  LockStrategy,
  Logger,
  Notifier,
  Plugin,
  Policy,
  Sink,
  Source,
} from './spec.ts';
import { undo } from './stages/undo.ts';

export interface EarmarkOptions {
  /** Whose state this is. Default `default`. */
  readonly account?: string;
  /** Default: memory, which forgets everything with the process. */
  readonly store?: Store;
  /** Default: locks within this process. */
  readonly locks?: LockStrategy;
  /** `account` (the default): one writing process an account. `target`: a lease for each file, for several machines on one share. */
  readonly leases?: LeaseMode;
  readonly sources?: readonly Source[];
  readonly policies?: readonly Policy[];
  readonly hints?: readonly Hints[];
  readonly sinks?: readonly Sink[];
  readonly notifiers?: readonly Notifier[];
  /** Roots that no origin of a run names: for undo and for sinks used alone. Absolute, by root id. */
  readonly roots?: Readonly<Record<string, string>>;
  /** How much a source's word counts, 0 to 1, by its name. Default: what the source says of itself. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Default: auto 0.95, review 0.80. */
  readonly bands?: Partial<BandLimits>;
  readonly http?: Omit<HttpClientOptions, 'shared' | 'clock'>;
  readonly logLevel?: LogLevel;
  /** Default: a file a day beneath the store's folder; nothing where the store has none. */
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** One account's view of an installation. */
export interface Earmark extends EventSource {
  readonly account: string;
  /** The same installation for another account: other state, other log, other lock. */
  for(account: string): Earmark;
  run<T>(pipeline: Pipeline<T>, options?: RunOptions): Run;
  /** Puts back a run, or one receipt. A run like any other. */
  undo(runOrReceipt: string, options?: RunOptions): Run;
  readonly reviews: ReviewDesk;
  readonly plugins: readonly (Plugin & { readonly kind: string })[];
  store(): Promise<AccountStore>;
  shared(): Promise<SharedStore>;
  /** What each plugin finds of its credentials, hosts and tools. Changes nothing. */
  check(): Promise<readonly PluginFindings[]>;
  /** Stops what runs and releases what was opened. May be called twice. */
  close(): Promise<void>;
}

const defaultWeight = 0.7;

/** Plugins in, one way through them out. Opens the store; asks nobody and changes nothing until something is run. */
export async function createEarmark(options: EarmarkOptions = {}): Promise<Earmark> {
  checkOptions(options, 'createEarmark', earmarkChecks);
  const { sources = [], policies = [], hints = [], sinks = [], notifiers = [] } = options;
  const clock = options.clock ?? systemClock;
  const store = options.store ?? createMemoryStore();
  const locks = options.locks ?? createMemoryLock();
  const plugins = [...sources, ...policies, ...hints, ...sinks, ...notifiers, locks];
  checkPlugins(plugins);
  checkFields(policies);
  const account = options.account ?? 'default';
  assertAccountName(account);
  const bands = assertBands({ ...defaultBands, ...options.bands });
  const shared = await store.shared();
  const installation: Installation = {
    store,
    http: createHttp({ ...options.http, shared, clock }),
    locks,
    leases: options.leases ?? 'account',
    sources: sources.map((source) => ({
      source,
      weight: options.weights?.[source.name] ?? source.weight ?? defaultWeight,
    })),
    policies,
    hints,
    sinks,
    roots: options.roots ?? {},
    bands,
    clock,
  };
  const nextEventId = createEventCounter(clock.now() * 1000);
  const views = new Map<string, { readonly view: Earmark; close(): Promise<void> }>();
  let closing: Promise<void> | undefined;

  function view(name: string): Earmark {
    const known = views.get(name);
    if (known) return known.view;
    assertAccountName(name, views.keys());
    const log = options.log ?? accountLog(name);
    const bus = createEventBus(log);
    const running = new Set<Run>();
    const made = accountView(name, log, bus, running);
    views.set(name, {
      view: made,
      async close() {
        await Promise.all([...running].map((run) => run.stop()));
        if ('flush' in log && typeof log.flush === 'function') await log.flush();
      },
    });
    return made;
  }

  function accountLog(name: string): Logger {
    if (store.folder === '') return silentLog;
    const folder = join(store.folder, name, 'logs');
    return createLogFile({
      folder,
      clock,
      ...(options.logLevel ? { level: options.logLevel } : {}),
    });
  }

  function accountView(name: string, log: Logger, bus: EventBus, running: Set<Run>): Earmark {
    function run<T>(pipeline: Pipeline<T>, runOptions: RunOptions = {}): Run {
      having('start', 'pipe')(pipeline, 'run: a pipeline');
      checkOptions(runOptions, 'run', runChecks);
      if (closing) throw new EarmarkError('config', 'this Earmark is closed: create another');
      const started = startRun(pipeline, {
        ...runOptions,
        account: name,
        clock,
        log,
        nextEventId,
        forward: bus.emit,
        open: (parts, pipe) => openRun(installation, { account: name, log, parts, pipeline: pipe }),
      });
      running.add(started);
      void started.done.finally(() => running.delete(started));
      return started;
    }

    return {
      account: name,
      for: view,
      run,
      undo: (what, runOptions) => run(undo(what), runOptions),
      reviews: createReviewDesk({
        store: () => store.account(name),
        shared: () => store.shared(),
        clock,
        reviewed: (decision, verdict, by) =>
          bus.emit({
            id: nextEventId(),
            at: clock.now(),
            account: name,
            event: 'decision-reviewed',
            decision,
            verdict,
            by,
          }),
      }),
      plugins,
      on: bus.on,
      onAny: bus.onAny,
      store: () => store.account(name),
      shared: () => store.shared(),
      check: () => checkAll(installation, plugins, name, log),
      close,
    };
  }

  function close(): Promise<void> {
    closing ??= closeAll();
    return closing;
  }

  /** What cannot be closed keeps nothing else open; the first failure is told when all were asked. */
  async function closeAll(): Promise<void> {
    const failures: unknown[] = [];
    const ended = (work: Promise<void> | undefined) =>
      work?.catch((error) => void failures.push(error));
    await Promise.all([...views.values()].map((each) => each.close()));
    for (const plugin of plugins) await ended(plugin.close?.());
    await ended(store.close());
    if (failures.length > 0) throw failures[0];
  }

  return view(account);
}
