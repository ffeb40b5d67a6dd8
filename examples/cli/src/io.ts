import type { Readable, Writable } from 'node:stream';
import type { Clock } from '@earmark/core';

/** What a command line has of its surroundings: the process's own, or what a test gives it. */
export interface Io {
  /** What relative paths are relative to, and where a configuration is looked for. */
  readonly cwd: string;
  /** Default: the machine's. */
  readonly clock?: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Where `SIGINT` and its like arrive. */
  readonly signals: Signals;
  /** Leaves at once, whatever is under way. */
  exit(code: number): void;
}

export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** Listens until it is disposed of. */
export function listenFor(
  signals: Signals,
  names: readonly NodeJS.Signals[],
  listener: () => void,
): Disposable {
  for (const name of names) signals.on(name, listener);
  return {
    [Symbol.dispose]() {
      for (const name of names) signals.off(name, listener);
    },
  };
}
