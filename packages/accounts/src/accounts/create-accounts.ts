import { stat } from 'node:fs/promises';
import {
  type AccountOptions,
  type AccountStore,
  type Clock,
  type Earmark,
  EarmarkError,
  forgetNotices,
  type Json,
  type Logger,
  noticesTurned,
  type Records,
  systemClock,
} from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import type { AccountStatus, Accounts, ControlAction, Started } from './accounts.ts';
import { type Discovery, discoverAccounts } from './discovery.ts';
import { nextDue } from './next-due.ts';
import { createNoticeRounds } from './notice-rounds.ts';
import { createPacing, type Pacing } from './pacing.ts';
import { settledOptions } from './preferences.ts';
import { createPresence } from './presence.ts';
import { createQuietTime } from './quiet-time.ts';
import { createRegistry, type Registered } from './registry.ts';
import { createTurnStates, type TurnState, without } from './turn-state.ts';
import { type Blocker, createTurns } from './turns.ts';

export interface AccountsOptions {
  /** The host's own account; the others are its `for`. */
  readonly earmark: Earmark;
  readonly records: Records;
  readonly trail: Trail;
  /** What an account's turn is: a recipe and its request. Nothing for one that has no files: it is never due. */
  readonly work: (
    account: Registered,
  ) => { readonly recipe: string; readonly request: Json } | undefined;
  /** What an account has of its own. Asked when it is opened. Default: the host's plugins and bands, and never its folders. */
  readonly own?: (account: Registered) => AccountOptions;
  /** One folder for each account lies in here. */
  readonly usersRoot?: string;
  /** Default 3. */
  readonly maxConcurrent?: number;
  readonly pacing?: Pacing;
  /** Besides quiet hours: calendars, somebody who watches a film. */
  readonly blockers?: readonly Blocker[];
  readonly clock?: Clock;
  readonly log: Logger;
}
export interface RunningAccounts extends Accounts {
  /** Folders below the users' root that became no account, and why. */
  readonly refused: Discovery['refused'];
  /** Looks at the users' root again. A root that is away changes nothing but what is `away`. */
  discover(): Promise<void>;
  /** Lets the accounts take their turns, until it is closed. */
  begin(): void;
  /** Whether another process of the installation lets the accounts take their turns. */
  isServed(): Promise<boolean>;
  /** Resolves when nothing that was asked for runs here any more. */
  idle(): Promise<void>;
  /** Ends cleanly what runs: it goes on when accounts begin again. */
  close(): Promise<void>;
}

const server: Actor = {};

/** The accounts of an installation and their turns. The host's own account is among them from the start. */
export async function createAccounts(options: AccountsOptions): Promise<RunningAccounts> {
  const { earmark, records, trail, work, own, usersRoot, log } = options;
  const { clock = systemClock, maxConcurrent = 3, pacing = createPacing() } = options;
  const registry = createRegistry({ records, trail, clock });
  const states = createTurnStates(records, clock);
  const presence = createPresence(records, clock);
  const quietTime = createQuietTime();
  const away = new Set<string>();
  /** By account: the revision of the settings that it was last opened with. */
  const given = new Map<string, number>();
  /** What each was given before its settings had a say. */
  const bases = new Map<string, AccountOptions>();
  let refused: Discovery['refused'] = [];
  let end: (() => Promise<void>) | undefined;

  const turns = createTurns({
    states,
    accounts: registry.list,
    isAway: (name) => away.has(name),
    hasWork: (account) => work(account) !== undefined,
    async begin(account, resume) {
      const view = opened(account);
      if (resume !== undefined) {
        const { journal } = await view.store();
        const before = await journal.run(resume);
        if (before && before.outcome !== 'completed') return view.resume(resume);
      }
      const { recipe, request } = work(account) ?? noFiles(account.name);
      return view.start(recipe, request);
    },
    async completed(account, run) {
      const { journal } = await opened(account).store();
      const record = await journal.run(run);
      if (record?.outcome !== 'completed') return undefined;
      const { counts, startedAt, endedAt = startedAt } = record;
      return { result: { run, outcome: 'completed', counts }, endedAt, ms: endedAt - startedAt };
    },
    blockers: [({ settings }, now) => quietTime(settings, now), ...(options.blockers ?? [])],
    pacing,
    maxConcurrent,
    present: presence.present,
    beat: createNoticeRounds({
      earmark: (name) => registry.get(name).then((found) => found && opened(found)),
      records,
      clock,
      log,
    }),
    clock,
    log,
  });

  const { roots: _roots, origins: _origins, ...guestOptions } = earmark.own;

  /** An account gets what is its own when it is first opened, and again when its settings have changed. */
  function opened(account: Registered): Earmark {
    const { name, settings, revision } = account;
    const view = earmark.for(name);
    if (given.get(name) === revision) return view;
    given.set(name, revision);
    const before = bases.get(name) ?? view.own;
    bases.set(name, before);
    const its = name === earmark.account ? before : (own?.(account) ?? guestOptions);
    const settled = settledOptions(its, settings);
    return settled === view.own ? view : earmark.for(name, settled);
  }

  async function found(name: string): Promise<Registered> {
    const account = await registry.get(name);
    if (account) return account;
    throw new EarmarkError('not-found', `There is no account ${JSON.stringify(name)}.`);
  }

  /** Whether anybody lets the accounts take their turns, this process or another. */
  const isTaken = async () => end !== undefined || presence.isServed();

  /** Whether a run of it begins by itself some time. */
  const willRun = (account: Registered, { paused, pausedUntil }: TurnState) =>
    account.settings.enabled &&
    work(account) !== undefined &&
    !(paused && pausedUntil === undefined);

  async function status(
    account: Registered,
    waiting: readonly string[],
    taken: boolean,
  ): Promise<AccountStatus> {
    const { name, settings } = account;
    const state = await states.get(name);
    const turn = turns.active(name);
    const place = waiting.indexOf(name) + 1;
    const block = turn ? undefined : await turns.block(account);
    const { catalogue, journal } = await opened(account).store();
    const run = turn ? turn.run.id : await runElsewhere(state.run, journal);
    const isOff =
      state.paused || (block !== undefined && (place > 0 || state.resume !== undefined));
    return {
      name,
      state: away.has(name)
        ? 'away'
        : run !== undefined
          ? 'running'
          : isOff
            ? 'paused'
            : place > 0
              ? 'queued'
              : 'idle',
      ...(run === undefined ? {} : { run }),
      ...(place > 0 && !isOff ? { position: place } : {}),
      ...(state.paused
        ? {
            pausedBecause: 'paused by a person',
            ...(state.pausedUntil === undefined ? {} : { pausedUntil: state.pausedUntil }),
          }
        : block
          ? { pausedBecause: block.because }
          : {}),
      ...(taken && run === undefined && willRun(account, state)
        ? {
            nextRunAt: Math.max(
              await nextDue(name, settings, state.lastEndedAt),
              block?.until ?? 0,
              state.pausedUntil ?? 0,
              clock.now(),
            ),
          }
        : {}),
      ...(account.folder === undefined ? {} : { folder: account.folder }),
      settings,
      statistics: {
        ...state.statistics,
        total: (await catalogue.counts()).files,
        running: run !== undefined,
      },
      revision: account.revision,
    };
  }

  /** What another process does for it. After a kill there is a run without an end, and nobody who does it. */
  async function runElsewhere(run: string | undefined, journal: AccountStore['journal']) {
    if (run === undefined || !(await presence.isServed())) return undefined;
    const record = await journal.run(run);
    return record && record.outcome === undefined ? run : undefined;
  }

  async function statusOf(name: string): Promise<AccountStatus> {
    return status(await found(name), await turns.waiting(), await isTaken());
  }

  async function discover(): Promise<void> {
    const known = await registry.list();
    if (usersRoot !== undefined) await takeIn(usersRoot, known);
    for (const { name, folder } of await registry.list()) {
      const there = folder === undefined || (await isThere(folder));
      if (there) away.delete(name);
      else away.add(name);
    }
  }

  async function takeIn(root: string, known: readonly Registered[]): Promise<void> {
    try {
      const discovery = await discoverAccounts(root);
      refused = discovery.refused;
      for (const { name, folder } of discovery.found)
        if (!known.some((each) => each.name === name) && !(await registry.wasRemoved(name)))
          opened(await registry.add({ name, folder }, server));
    } catch (error) {
      // Nothing is known of the accounts below it: they are away, not deleted.
      log.warn('the folder of the accounts cannot be read', { root, error: String(error) });
    }
  }

  /** Its turn may be another process's: that one sees it within a second. */
  const stopElsewhere = async (name: string, run: string | undefined): Promise<boolean> =>
    run !== undefined && earmark.for(name).requestStop(run, 'accounts');

  async function act(
    account: Registered,
    action: ControlAction,
    by: Actor,
    until: number | undefined,
  ): Promise<Started | undefined> {
    const { name, settings } = account;
    const state = await states.get(name);
    const refuse = (detail: string): never => {
      throw new EarmarkError('conflict', detail);
    };
    if (until !== undefined && (action !== 'pause' || until <= clock.now()))
      throw new EarmarkError('config', '`until` belongs to a pause, and must lie ahead.');
    switch (action) {
      case 'start':
        if (!settings.enabled)
          throw new EarmarkError('locked', `Account ${name} is disabled: enable it first.`);
        if (!work(account)) noFiles(name);
        if (turns.active(name)) refuse(`Account ${name} is running already.`);
        if (away.has(name))
          throw new EarmarkError('io', `The files of account ${name} are away: ${account.folder}`);
        await states.update(name, (kept) => without(kept, 'paused', 'pausedUntil'));
        return turns.want(name);
      case 'stop':
        if (!(await turns.stop(name, false)) && !(await stopElsewhere(name, state.run)))
          if (state.wantedSince === undefined) refuse(`Account ${name} is not running.`);
        return undefined;
      case 'pause':
        if (state.paused) refuse(`Account ${name} is paused already.`);
        await states.update(name, (kept) => ({
          ...kept,
          paused: true,
          ...(until === undefined ? {} : { pausedUntil: until }),
        }));
        await turns.stop(name, true);
        return undefined;
      case 'resume':
        if (!state.paused) refuse(`Account ${name} is not paused.`);
        await states.update(name, (kept) => ({
          ...without(kept, 'paused', 'pausedUntil'),
          ...(kept.resume === undefined ? {} : { wantedSince: clock.now() }),
        }));
        await turns.look();
        return undefined;
      case 'enable':
      case 'disable': {
        const enabled = action === 'enable';
        if (settings.enabled === enabled) refuse(`Account ${name} is ${action}d already.`);
        await registry.configure(name, { enabled }, by);
        if (!enabled) await turns.stop(name, true);
        await turns.look();
        return undefined;
      }
    }
  }

  if (!(await registry.get(earmark.account))) await registry.add({ name: earmark.account }, server);
  for (const account of await registry.list()) {
    opened(account);
    // A release before this one kept it in the settings alone.
    if (!account.settings.notices) await records.commit([noticesTurned(account.name, false)]);
  }
  await discover();

  return {
    get refused() {
      return refused;
    },
    discover,
    begin() {
      end ??= turns.begin();
    },
    isServed: presence.isServed,
    idle: turns.idle,
    async close() {
      await end?.();
    },
    has: registry.has,
    names: async () => (await registry.list()).map(({ name }) => name),
    async get(name) {
      return (await registry.get(name)) && statusOf(name);
    },
    async list() {
      const [waiting, taken] = await Promise.all([turns.waiting(), isTaken()]);
      return Promise.all((await registry.list()).map((account) => status(account, waiting, taken)));
    },
    async totals() {
      const all = await registry.list();
      const enabled = all.filter(({ settings }) => settings.enabled).length;
      return { users: all.length, running: turns.running, enabled, maxConcurrent };
    },
    async create(account, by) {
      opened(await registry.add(account, by));
      await discover();
      return statusOf(account.name);
    },
    async configure(name, changes, by, revision) {
      opened(await registry.configure(name, changes, by, revision));
      await turns.look();
      return statusOf(name);
    },
    async remove(name, by) {
      const account = await found(name);
      if (name === earmark.account)
        throw new EarmarkError('conflict', `${name} is the server's own account: it stays.`);
      const { state } = await status(account, await turns.waiting(), false);
      if (state === 'running' || state === 'queued') throw busy(name);
      await earmark.release(name).catch((error) => {
        throw EarmarkError.is(error, 'locked') ? busy(name, error) : error;
      });
      await registry.remove(name, by);
      await states.forget(name);
      await forgetNotices(records, name);
      const shared = await earmark.shared();
      for (const { id } of await shared.roots(name)) await shared.releaseRoot(name, id);
      for (const kept of [given, bases, away]) kept.delete(name);
    },
    async control(name, action, by, { until } = {}) {
      const account = await found(name);
      const started = await act(account, action, by, until);
      await trail.note(by, `account-${action}`, {
        account: name,
        ...(until === undefined ? {} : { after: { until } }),
      });
      return started;
    },
  };
}

const busy = (name: string, cause?: unknown) =>
  new EarmarkError('conflict', `Account ${name} is at work: stop it first.`, { cause });

function noFiles(name: string): never {
  throw new EarmarkError('config', `Account ${name} has no folder: nothing can be done for it.`);
}

async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}
