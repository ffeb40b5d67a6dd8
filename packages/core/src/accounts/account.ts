import { EarmarkError, type KindOfPlugin } from '@earmark/spec';
import type { Earmark } from '../earmark.ts';
import { createEventBus, type Envelope } from '../events/bus.ts';
import { follow } from '../events/follow.ts';
import { type Emit, pluginEmit } from '../events/kept.ts';
import { redactedLog } from '../log/redacted.ts';
import { createNotices } from '../notices/notices.ts';
import type { AccountOptions } from '../options/account-options.ts';
import { checkOptions, having } from '../options/check.ts';
import { accountChecks, runChecks, startChecks } from '../options/earmark-options.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { recipeNamed, resumable } from '../recipes/find.ts';
import { createReviewDesk } from '../reviews/desk.ts';
import { askedOf, findReleases } from '../reviews/find-releases.ts';
import { wholeOf } from '../reviews/parts.ts';
import { checkAll } from '../run/check.ts';
import { createLeaseDesk } from '../run/lease-desk.ts';
import { type Installation, openRun, rememberedRoots } from '../run/open.ts';
import { outsideContext } from '../run/outside.ts';
import type { Run, RunOptions, StopOptions } from '../run/run.ts';
import { startRun } from '../run/start.ts';
import { createTurns } from '../run/turns.ts';
import type { Json, Logger, Notice, Notifier } from '../spec.ts';
import { undo } from '../stages/undo.ts';
import { type AccountParts, accountParts } from './parts.ts';

/** What the view of an account gets from the house of all accounts. */
export interface AccountHost {
  readonly installation: Installation;
  readonly log: Logger;
  readonly nextEventId: () => number;
  readonly for: Earmark['for'];
  readonly release: Earmark['release'];
  readonly close: Earmark['close'];
  readonly closed: () => boolean;
  /** Told of everything that is done for the account. */
  readonly used: () => void;
  /** These are no longer the account's: closed, where they are no other's. */
  readonly retired: (plugins: readonly KindOfPlugin[]) => Promise<void>;
}

export interface Account {
  readonly view: Earmark;
  readonly parts: () => AccountParts;
  /** From the next run on it has this, and nothing of what it had. */
  give(own: AccountOptions): void;
  readonly idle: () => boolean;
  /** Stops what runs, and writes down what is left to be written. */
  stop(options?: StopOptions): Promise<void>;
}

/** Longer than the longest wait for a rate limit. */
const sendMs = 10 * 60_000;

export function createAccount(name: string, given: AccountOptions, host: AccountHost): Account {
  const { installation, nextEventId } = host;
  const { store, clock, redact } = installation;
  const log = redactedLog(host.log, redact);
  const bus = createEventBus(log);
  const running = new Set<Run>();
  const turns = createTurns();
  const notices = createNotices({
    account: name,
    records: async () => (await store.shared()).records,
    clock,
    quietMs: installation.quietMs,
    log,
    notifiers: () => parts.notifiers,
    send,
  });
  checkOptions(given, 'for', accountChecks);
  let parts = partsOf(given);

  function partsOf(its: AccountOptions): AccountParts {
    for (const value of Object.values(its.credentials ?? {})) redact.add(value);
    return accountParts(its);
  }

  function tell(envelope: Envelope): void {
    bus.emit(envelope);
    installation.events.add(envelope);
    notices.add(envelope);
  }

  const emit: Emit = (event, payload) => {
    const head = { id: nextEventId(), at: clock.now(), account: name, event };
    tell(redact.json({ ...head, ...payload } as Envelope));
  };

  async function send(notifier: Notifier, notice: Notice): Promise<void> {
    const { signal } = new AbortController();
    const ctx = await outsideContext(installation, outside(), notifier, signal);
    await installation.call(notifier, 'notify', () => notifier.notify(notice, ctx), {
      writes: true,
      limitMs: Math.min(sendMs, installation.patience.writeMs),
    });
  }

  const outside = () => ({ account: name, roots: parts.roots, log, emit: pluginEmit(emit) });

  function run<T>(pipeline: Pipeline<T>, options: RunOptions = {}, recipe?: string): Run {
    having('start', 'pipe')(pipeline, 'run: a pipeline');
    checkOptions(options, 'run', runChecks);
    if (host.closed()) throw new EarmarkError('config', 'this Earmark is closed: create another');
    host.used();
    const own = parts;
    const started = startRun(pipeline, {
      ...options,
      ...(recipe === undefined ? {} : { recipe }),
      account: name,
      clock,
      log,
      nextEventId,
      turns,
      graceMs: installation.patience.graceMs,
      redact,
      forward: tell,
      open: (about, pipe) =>
        openRun(installation, { account: name, own, log, parts: about, pipeline: pipe }),
    });
    running.add(started);
    void started.done.finally(() => {
      running.delete(started);
      host.used();
    });
    return started;
  }

  async function fromRecipe(recipe: string, request: Json, options: RunOptions): Promise<Run> {
    const [own, shared] = await Promise.all([openStore(), store.shared()]);
    const { sources, policies, hints, sinks, origins, roots } = parts;
    const made = await recipeNamed(recipe, installation.recipes).pipeline(request, {
      account: name,
      origins,
      roots: { ...(await rememberedRoots(name, shared)), ...roots },
      sources: sources.map(({ source }) => source),
      policies,
      hints,
      sinks,
      store: own,
      shared,
      clock,
      log,
    });
    return run(made, { ...options, request }, recipe);
  }

  const view: Earmark = {
    account: name,
    get own() {
      return parts.own;
    },
    get plugins() {
      return [...parts.plugins, installation.locks];
    },
    for: host.for,
    release: host.release,
    close: host.close,
    run: (pipeline, options) => run(pipeline, options),
    recipes: installation.recipes.map(({ name: each }) => each),
    async start(recipe, request, options = {}) {
      checkOptions(options, 'start', startChecks);
      return fromRecipe(recipe, request, options);
    },
    async resume(id, options = {}) {
      checkOptions(options, 'resume', startChecks);
      const { recipe, request } = resumable(id, await (await openStore()).journal.run(id), name);
      return fromRecipe(recipe, request, { ...options, resume: id });
    },
    async requestStop(id, by) {
      const { journal } = await openStore();
      const heard = await journal.requestStop(id, { by, at: clock.now() });
      for (const each of running) if (each.id === id) void each.stop();
      return heard;
    },
    undo: (what, options) => run(undo(what), options),
    reviews: createReviewDesk({
      store: () => openStore(),
      shared: () => store.shared(),
      clock,
      reviewed: (decision, verdict, by) => emit('decision-reviewed', { decision, verdict, by }),
    }),
    async findReleases(album, search = {}) {
      const query = await askedOf(await openStore(), wholeOf(album));
      if (!query) throw new EarmarkError('not-found', `Account ${name} has seen no album ${album}`);
      const { signal } = new AbortController();
      return findReleases(query, search, {
        sources: parts.sources,
        call: installation.call,
        context: (source) => outsideContext(installation, outside(), source, signal),
      });
    },
    async tryNotifier(wanted) {
      const notifier = parts.notifiers.find((each) => each.name === wanted);
      if (!notifier)
        throw new EarmarkError('not-found', `Account ${name} has no notifier ${wanted}`);
      await notices.tryOut(notifier);
    },
    notices: notices.desk,
    leases: createLeaseDesk({
      locks: installation.locks,
      mode: installation.leases,
      account: name,
      stateFolder: store.folder,
      roots: async () => ({
        ...(await rememberedRoots(name, await store.shared())),
        ...parts.roots,
      }),
    }),
    on: bus.on,
    onAny: bus.onAny,
    store: () => openStore(),
    shared: () => store.shared(),
    check: (more = []) => checkAll(installation, [...view.plugins, ...more], outside()),
    emit,
    events: (options) => follow(store, name, options),
  };

  function openStore() {
    host.used();
    return store.account(name);
  }

  return {
    view,
    parts: () => parts,
    give(next) {
      checkOptions(next, 'for', accountChecks);
      const before = parts;
      parts = partsOf(next);
      const gone = before.plugins.filter((plugin) => !parts.plugins.includes(plugin));
      // Runs that are under way keep what they were started with.
      const ended = Promise.all([...running].map(({ done }) => done));
      void ended.then(() => host.retired(gone));
    },
    idle: () => running.size === 0,
    async stop(how) {
      await Promise.all([...running].map((each) => each.stop(how)));
      await notices.flush();
      if ('flush' in host.log && typeof host.log.flush === 'function') await host.log.flush();
    },
  };
}
