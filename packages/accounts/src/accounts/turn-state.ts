import { type Clock, type Records, updateRecord } from '@earmark/core';
import { asJson } from '../records.ts';
import type { AccountStatistics } from './accounts.ts';
import type { BatchSize } from './batch-size.ts';
import type { RunStatistics } from './run-statistics.ts';

/** What an account's turns have come to: kept after each step, so that a kill loses nothing. */
export interface TurnState {
  /** A person paused it. */
  readonly paused: boolean;
  /** And said until when. */
  readonly pausedUntil?: number;
  /** Runs at this moment; after a kill: ran when it happened. */
  readonly run?: string;
  /** Was stopped to go on later. */
  readonly resume?: string;
  /** Waits for its turn since then. */
  readonly wantedSince?: number;
  readonly lastEndedAt?: number;
  readonly pass: number;
  readonly batch?: BatchSize;
  /** What the last run has added to the statistics already. */
  readonly counted?: RunStatistics;
  readonly statistics: Omit<AccountStatistics, 'total' | 'running'>;
}

const freshTurn: TurnState = {
  paused: false,
  pass: 0,
  statistics: { processed: 0, skipped: 0, errors: 0, batches: 0 },
};

const collection = 'account-turns';

export interface TurnStates {
  get(name: string): Promise<TurnState>;
  update(name: string, change: (state: TurnState) => TurnState): Promise<TurnState>;
  forget(name: string): Promise<void>;
}

export function createTurnStates(records: Records, clock: Clock): TurnStates {
  /** A pause whose time has come is none. */
  function read(value: unknown): TurnState {
    const state: TurnState = { ...freshTurn, ...(value as TurnState | undefined) };
    const isOver = state.pausedUntil !== undefined && state.pausedUntil <= clock.now();
    return isOver ? without(state, 'paused', 'pausedUntil') : state;
  }
  return {
    get: async (name) => read((await records.get(collection, name))?.value),
    async update(name, change) {
      return read(
        await updateRecord(records, collection, name, (value) => asJson(change(read(value)))),
      );
    },
    async forget(name) {
      await records.commit([{ collection, key: name }]);
    },
  };
}

/** Without some of its members: an absent one is an absent key. */
export function without<Key extends keyof TurnState>(
  state: TurnState,
  ...keys: readonly Key[]
): TurnState {
  return {
    ...freshTurn,
    ...Object.fromEntries(Object.entries(state).filter(([key]) => !keys.includes(key as Key))),
  };
}
