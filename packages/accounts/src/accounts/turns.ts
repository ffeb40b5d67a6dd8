import {
  type Clock,
  EarmarkError,
  type Logger,
  type Run,
  type RunResult,
  toFault,
} from '@earmark/core';
import type { Started } from './accounts.ts';
import { type ActiveTurn, followTurn, type TurnResult } from './active-turn.ts';
import { inTurn, passAfter } from './fairness.ts';
import { nextDue } from './next-due.ts';
import type { Pacing } from './pacing.ts';
import type { Block } from './quiet-time.ts';
import type { Registered } from './registry.ts';
import { addedTo, runStatistics } from './run-statistics.ts';
import { type TurnState, type TurnStates, without } from './turn-state.ts';

/** Why this account's heavy work waits now: the first that says so holds. */
export type Blocker = (
  account: Registered,
  now: number,
) => Promise<Block | undefined> | Block | undefined;

export interface TurnsParts {
  readonly states: TurnStates;
  readonly accounts: () => Promise<readonly Registered[]>;
  /** Whether its files are there. */
  readonly isAway: (name: string) => boolean;
  /** Whether there is anything to do for it at all. */
  readonly hasWork: (account: Registered) => boolean;
  readonly begin: (account: Registered, resume: string | undefined) => Promise<Run>;
  /** What became of a run that completed; nothing of one that did not. */
  readonly completed: (account: Registered, run: string) => Promise<CompletedRun | undefined>;
  readonly blockers: readonly Blocker[];
  readonly pacing: Pacing;
  readonly maxConcurrent: number;
  /** Called while turns are taken, at each look; and once with `false` when that ends. */
  readonly present?: (isPresent: boolean) => Promise<void>;
  /** Called while turns are taken, after each look, and not waited for. */
  readonly beat?: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}
export interface CompletedRun {
  readonly result: RunResult;
  readonly endedAt: number;
  readonly ms: number;
}
export interface Turns {
  /** Begins to look for accounts that are due; gives how to end it: what runs is stopped, and goes on when turns begin again. */
  begin(): () => Promise<void>;
  want(name: string): Promise<Started>;
  stop(name: string, later: boolean): Promise<boolean>;
  /** Looks at once, as something changed. */
  look(): Promise<void>;
  /** Resolves when nothing runs here any more. */
  idle(): Promise<void>;
  active(name: string): ActiveTurn | undefined;
  readonly running: number;
  block(account: Registered): Promise<Block | undefined>;
  /** Those that wait, in order. */
  waiting(): Promise<readonly string[]>;
}

const lookEveryMs = 5000;

export function createTurns(parts: TurnsParts): Turns {
  const { states, accounts, isAway, hasWork, begin, blockers, pacing, maxConcurrent, clock, log } =
    parts;
  const active = new Map<string, ActiveTurn>();
  const ending = new Set<Promise<void>>();
  /** By account, the run that was begun here last: it may be over before anybody asks. */
  const latest = new Map<string, string>();
  let looking: Promise<void> = Promise.resolve();
  /** Until then only what somebody asks for is started. */
  let begun = false;

  /** One look at a time: each sees what the one before has started. */
  function look(): Promise<void> {
    looking = looking.then(lookOnce).catch((error) => {
      log.error('the accounts could not be looked at: trying again', { error: String(error) });
    });
    return looking;
  }

  const unnoticed = (error: unknown) =>
    log.warn('that turns are taken here could not be noted', { error: String(error) });

  async function lookOnce(): Promise<void> {
    const now = clock.now();
    const all = await accounts();
    if (begun) for (const account of all) await note(account, now);
    const permits = await pacing.permits(maxConcurrent, now);
    for (const account of await queue(all, now)) {
      if (active.size >= permits) break;
      if (!(await block(account))) await start(account);
    }
  }

  /** Puts an account that is due into the row, and stops one whose time is over. */
  async function note(account: Registered, now: number): Promise<void> {
    const { name, settings } = account;
    const turn = active.get(name);
    const state = turn ? await states.get(name) : await caughtUp(account);
    if (turn) {
      // Somebody may have said so in another process.
      const isOver = state.paused || !settings.enabled || isAway(name);
      if (isOver || (await block(account))) await turn.stop(true);
      return;
    }
    if (!hasWork(account)) return;
    if (!settings.enabled || state.paused || isAway(name) || state.wantedSince !== undefined)
      return;
    const goesOn = state.run !== undefined || state.resume !== undefined;
    if (goesOn || (await nextDue(name, settings, state.lastEndedAt)) <= now)
      await states.update(name, (kept) => ({ ...kept, wantedSince: now }));
  }

  /** A process that is killed right after a run has completed leaves its statistics to the next one. */
  async function caughtUp(account: Registered): Promise<TurnState> {
    const { name } = account;
    const state = await states.get(name);
    const over = state.run === undefined ? undefined : await parts.completed(account, state.run);
    if (!over) return state;
    const counted = runStatistics(over.result);
    return states.update(name, (kept) => {
      if (kept.run !== over.result.run) return kept;
      return {
        ...without(kept, 'run', 'resume'),
        counted,
        lastEndedAt: over.endedAt,
        statistics: {
          ...kept.statistics,
          ...addedTo(kept.statistics, counted, kept.counted),
          batches: kept.statistics.batches + 1,
          lastScanAt: over.endedAt,
          lastDurationMs: over.ms,
          lastOutcome: 'completed',
        },
      };
    });
  }

  async function queue(all: readonly Registered[], now: number): Promise<readonly Registered[]> {
    const waiting = [];
    for (const account of all) {
      const { paused, wantedSince, pass } = await states.get(account.name);
      if (wantedSince === undefined || paused || active.has(account.name) || isAway(account.name))
        continue;
      waiting.push({
        name: account.name,
        priority: account.settings.priority,
        pass,
        since: wantedSince,
        account,
      });
    }
    return inTurn(waiting, now).map((each) => each.account);
  }

  async function start(account: Registered): Promise<void> {
    const { name, settings } = account;
    const state = await states.get(name);
    try {
      const run = await begin(account, state.resume ?? state.run);
      const turn = followTurn(
        run,
        state.batch ?? { size: settings.batchSize },
        clock,
        () => void endOfBatch(name),
      );
      active.set(name, turn);
      latest.set(name, run.id);
      await states.update(name, (kept) => ({
        ...without(kept, 'wantedSince', 'resume'),
        run: run.id,
      }));
      const end = turn.done
        .then((result) => ended(account, result))
        .catch((error) => failed(name, error));
      ending.add(end);
      void end.finally(() => ending.delete(end));
    } catch (error) {
      await failed(name, error);
    }
  }

  /** Others wait: who has had a batch lets them pass, and goes on later. */
  async function endOfBatch(name: string): Promise<void> {
    const turn = active.get(name);
    if (!turn || active.size < maxConcurrent) return;
    if ((await waiting()).length > 0) await turn.stop(true);
  }

  async function ended(
    account: Registered,
    { result, later, batches, batch, ms }: TurnResult,
  ): Promise<void> {
    const work = active.get(account.name)?.takeWork() ?? 0;
    const { outcome } = result;
    const counted = runStatistics(result);
    const now = clock.now();
    await states.update(account.name, (kept): TurnState => {
      const { errors, ...counts } = addedTo(kept.statistics, counted, kept.counted);
      const goesOn = later && outcome === 'stopped';
      return {
        ...without(kept, 'run', 'resume'),
        pass: passAfter(kept.pass, account.settings.priority, work),
        batch,
        counted,
        ...(goesOn ? { resume: result.run } : { lastEndedAt: now }),
        statistics: {
          ...counts,
          errors: errors + (outcome === 'failed' ? 1 : 0),
          batches: kept.statistics.batches + batches,
          lastScanAt: now,
          lastDurationMs: ms,
          lastOutcome: outcome,
          ...(result.fault && { lastFault: result.fault.message }),
        },
      };
    });
    active.delete(account.name);
    await look();
  }

  /** It could not even begin: counted, and tried again after its interval. */
  async function failed(name: string, error: unknown): Promise<void> {
    active.delete(name);
    log.warn(`account ${name} could not start`, { error: String(error) });
    await states.update(name, (kept) => ({
      ...without(kept, 'run', 'resume', 'wantedSince'),
      lastEndedAt: clock.now(),
      statistics: {
        ...kept.statistics,
        errors: kept.statistics.errors + 1,
        lastOutcome: 'failed',
        lastFault: toFault(error).message,
      },
    }));
  }

  async function block(account: Registered): Promise<Block | undefined> {
    for (const blocker of blockers) {
      const found = await blocker(account, clock.now());
      if (found) return found;
    }
    return undefined;
  }

  const waiting = async () => (await queue(await accounts(), clock.now())).map(({ name }) => name);

  return {
    look,
    waiting,
    block,
    async idle() {
      while (ending.size > 0) await Promise.all(ending);
    },
    active: (name) => active.get(name),
    get running() {
      return active.size;
    },
    begin() {
      begun = true;
      const closed = new AbortController();
      const beat = (async () => {
        while (!closed.signal.aborted) {
          await parts.present?.(true).catch(unnoticed);
          await look();
          parts.beat?.();
          await clock.sleep(lookEveryMs, closed.signal).catch(() => undefined);
        }
      })();
      return async () => {
        begun = false;
        closed.abort();
        await beat;
        await Promise.all([...active.values()].map((turn) => turn.stop(true)));
        await Promise.all(ending);
        await parts.present?.(false).catch(unnoticed);
      };
    },
    async want(name) {
      latest.delete(name);
      await states.update(name, (kept) => ({
        ...kept,
        wantedSince: kept.wantedSince ?? clock.now(),
      }));
      await look();
      const run = active.get(name)?.run.id ?? latest.get(name);
      if (run !== undefined) return { run };
      const position = (await waiting()).indexOf(name) + 1;
      if (position > 0) return { queued: true, position };
      throw new EarmarkError(
        'io',
        `Account ${name} could not start: its last error is in its statistics and the log.`,
      );
    },
    async stop(name, later) {
      const turn = active.get(name);
      await states.update(name, (kept) =>
        without(kept, 'wantedSince', ...(later ? [] : (['resume'] as const))),
      );
      await turn?.stop(later);
      return turn !== undefined;
    },
  };
}
