import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EarmarkError } from '@earmark/spec';
import type { AccountParts } from '../accounts/parts.ts';
import { fitModel, isMeasured, shippedModel } from '../calibration/index.ts';
import { pluginEmit } from '../events/kept.ts';
import type { EventWriter } from '../events/writer.ts';
import { createGuard, type Guard, type Patience } from '../guard/guard.ts';
import { guardLocks } from '../guard/locks.ts';
import type { HttpAnswered, HttpClient } from '../http/options.ts';
import { withFields } from '../log/with-fields.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { RootRecord, SharedStore, Store } from '../ports.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Clock, LockStrategy, Logger, Plugin, PluginContext, TagReader } from '../spec.ts';
import type { FieldCalibration, RunContext } from './context.ts';
import { createLeases, type LeaseMode, type Leases } from './leases.ts';
import type { RunParts } from './start.ts';

/** What all accounts and runs of one installation have in common. */
export interface Installation {
  readonly store: Store;
  /** The store was not chosen, and keeps nothing. */
  readonly forgets: boolean;
  readonly http: HttpClient;
  readonly locks: LockStrategy;
  readonly leases: LeaseMode;
  readonly recipes: readonly Recipe[];
  readonly patience: Patience;
  /** The one way into a plugin outside of runs. */
  readonly call: Guard;
  readonly redact: Redactor;
  readonly events: EventWriter;
  readonly quietMs: number;
  readonly clock: Clock;
}

export async function openRun(
  installation: Installation,
  {
    account,
    own: has,
    log,
    parts,
    pipeline,
  }: {
    readonly account: string;
    readonly own: AccountParts;
    readonly log: Logger;
    readonly parts: RunParts;
    readonly pipeline: Pipeline<unknown>;
  },
): Promise<{ readonly context: RunContext; readonly leases: Leases }> {
  const { store, http, locks, clock } = installation;
  assertUndoable(pipeline, installation);
  await assertMounted(pipeline);
  const [own, shared] = await Promise.all([store.account(account), store.shared()]);
  const roots = await claimRoots(has.roots, pipeline, account, shared);
  const contexts = new Map<Plugin, PluginContext>();
  const models = new Map<string, Promise<FieldCalibration>>();

  function httpFor({ name, hosts = {} }: Plugin, onAnswered?: (answer: HttpAnswered) => void) {
    return http.for({
      plugin: name,
      hosts,
      account,
      signal: parts.signal,
      onPaused: ({ until, reason }) => parts.emit('source-paused', { source: name, until, reason }),
      ...(onAnswered ? { onAnswered } : {}),
    });
  }

  function context(plugin: Plugin, onAnswered?: (answer: HttpAnswered) => void): PluginContext {
    if (onAnswered) return { ...context(plugin), http: httpFor(plugin, onAnswered) };
    const known = contexts.get(plugin);
    if (known) return known;
    const { name } = plugin;
    const fresh: PluginContext = {
      account,
      http: httpFor(plugin),
      log: withFields(log, { plugin: name, run: parts.id }),
      clock,
      state: own.state(name),
      roots,
      signal: parts.signal,
      emit: pluginEmit(parts.emit),
    };
    contexts.set(plugin, fresh);
    return fresh;
  }

  const call = createGuard({
    signal: parts.signal,
    abandoned: parts.abandoned,
    patience: installation.patience,
    redact: installation.redact,
    log: withFields(log, { run: parts.id }),
    slow: (event) => parts.emit('plugin-slow', event),
  });
  const leases = createLeases({
    locks: guardLocks(locks, {
      call,
      signal: parts.signal,
      lasting: installation.call,
      graceMs: installation.patience.graceMs,
    }),
    mode: installation.leases,
    account,
    stateFolder: store.folder,
    roots,
    log: withFields(log, { run: parts.id }),
    turn: parts.turn,
  });
  const reader = has.sinks.find((sink) => sink.reader)?.reader ?? noReader;
  const originContext: RunContext['originContext'] = (plugin, onExpected) => ({
    ...context(plugin),
    catalogue: own.catalogue,
    reader,
    report: {
      progress: (done, total) =>
        parts.emit('scan-progressed', total === undefined ? { done } : { done, total }),
      failed(target, fault) {
        parts.count('unreadable');
        parts.emit('file-failed', { target, fault });
      },
      unread(extension, files) {
        parts.count('unread', files);
        parts.count(`unread:${extension}`, files);
      },
      expect: (subjects) => onExpected?.(subjects),
    },
  });

  return {
    leases,
    context: {
      ...parts,
      account,
      clock,
      log: withFields(log, { run: parts.id }),
      store: own,
      shared,
      sources: has.sources,
      policies: has.policies,
      hints: has.hints,
      sinks: new Map(has.sinks.map((sink) => [sink.name, sink])),
      bands: has.bands,
      disabledSources: new Set(),
      call,
      context,
      originContext,
      withOthers: installation.leases !== 'account',
      lease: (target) => leases.get(target),
      calibration(field) {
        const known = models.get(field) ?? calibrationOf(field, shared);
        models.set(field, known);
        return known;
      },
    },
  };
}

/**
 * Where this machine has the account's roots. Those of the pipeline's origins are claimed for this account, and so are
 * those of its settings before anything is written: two accounts never write to one folder. What this account used
 * before on this machine is for finding files again: for undo, and for what people accepted. What is said now counts
 * more than what was so before: a library may have moved.
 */
async function claimRoots(
  configured: Readonly<Record<string, string>>,
  { origins, writes }: Pipeline<unknown>,
  account: string,
  shared: SharedStore,
): Promise<Readonly<Record<string, string>>> {
  const host = hostname();
  const claimed: Record<string, string> = {};
  const known = await rootsOn(host, account, shared);
  const remembered = pathsOf(known);
  const claim = async (roots: Readonly<Record<string, string>>, readOnly: boolean) => {
    for (const [id, given] of Object.entries(roots)) {
      const path = resolve(given);
      const root = { account, host, id, path, readOnly };
      // What is ours already nobody else has been given since.
      if (!isDeepStrictEqual(known.get(id), root)) await shared.claimRoot(root);
      known.set(id, root);
      claimed[id] = path;
    }
  };
  if (writes) await claim(configured, false);
  for (const { roots = {}, readOnly = false } of origins) await claim(roots, readOnly);
  return { ...remembered, ...configured, ...claimed };
}

async function calibrationOf(field: string, shared: SharedStore): Promise<FieldCalibration> {
  const samples = await shared.samples(field);
  return { ...fitModel(samples, shippedModel(field)), measured: isMeasured(field, samples.length) };
}

/** What a process forgets cannot be undone once it has ended. */
function assertUndoable({ writes }: Pipeline<unknown>, { forgets }: Installation): void {
  if (!writes || !forgets) return;
  throw new EarmarkError(
    'config',
    'what this run writes could not be undone once this process has ended: give createEarmark a store that lasts (createSqliteStore of @earmark/store), or createMemoryStore() where that is meant',
  );
}

/** Folders that are all missing are a share that is not mounted, not a library without music. */
async function assertMounted({ origins }: Pipeline<unknown>): Promise<void> {
  const paths = origins.flatMap(({ roots = {} }) => Object.values(roots));
  const missing = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => false,
        ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
      ),
    ),
  );
  if (paths.length === 0 || missing.includes(false)) return;
  throw new EarmarkError(
    'io',
    `there is no folder ${paths.join(', ')}: check the path, and that its disk or share is mounted`,
  );
}

/** Where this machine had the account's roots in earlier runs. */
export async function rememberedRoots(
  account: string,
  shared: SharedStore,
): Promise<Readonly<Record<string, string>>> {
  return pathsOf(await rootsOn(hostname(), account, shared));
}

async function rootsOn(
  host: string,
  account: string,
  shared: SharedStore,
): Promise<Map<string, RootRecord>> {
  const here = (await shared.roots(account)).filter((root) => root.host === host);
  return new Map(here.map((root) => [root.id, root]));
}

const pathsOf = (roots: ReadonlyMap<string, RootRecord>): Readonly<Record<string, string>> =>
  Object.fromEntries([...roots].map(([id, { path }]) => [id, path]));

const noReader: TagReader = {
  extensions: new Set(),
  read() {
    throw new EarmarkError(
      'config',
      'nothing here can read files: give createEarmark a sink with formats (createTagSink of @earmark/tags)',
    );
  },
};
