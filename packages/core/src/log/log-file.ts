import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { makeFolder } from '../make-folder.ts';
import type { Clock, Logger } from '../spec.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface LogFileOptions {
  /** One file a day is written here, as JSON lines. Made at the first line. */
  readonly folder: string;
  readonly clock: Clock;
  /** The least that is written. Default `info`. */
  readonly level?: LogLevel;
  /** Files of earlier days that are kept. Default 30. */
  readonly keepDays?: number;
}

export interface LogFile extends Logger {
  /** Resolves when all lines are on their way to the disk. */
  flush(): Promise<void>;
}

/** A log that cannot be written never stops the work that it tells of: the lines are lost, the run is not. */
export function createLogFile(options: LogFileOptions): LogFile {
  const { folder, clock, level = 'info', keepDays = 30 } = options;
  const least = levels.indexOf(level);
  let waiting = '';
  let writing: Promise<void> | undefined;
  let prepared = false;

  function line(at: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    if (levels.indexOf(at) < least) return;
    const head = { time: new Date(clock.now()).toISOString(), level: at, message };
    waiting += `${asJson(head, fields)}\n`;
    writing ??= drain().finally(() => {
      writing = undefined;
    });
  }

  async function drain() {
    while (waiting !== '') {
      const text = waiting;
      waiting = '';
      try {
        if (!prepared) await prepare();
        await appendFile(join(folder, `${today()}.log`), text, { mode: 0o600 });
      } catch {
        prepared = false;
      }
    }
  }

  async function prepare() {
    await makeFolder(folder, 0o700);
    const old = (await readdir(folder))
      .filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name))
      .sort();
    for (const name of old.slice(0, Math.max(0, old.length - keepDays)))
      await rm(join(folder, name));
    prepared = true;
  }

  const today = () => new Date(clock.now()).toISOString().slice(0, 10);

  return {
    debug: (message, fields) => line('debug', message, fields),
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, fields) => line('error', message, fields),
    async flush() {
      while (writing) await writing;
    },
  };
}

/** What a plugin hands over never replaces what the line is about, and never breaks who logs. */
function asJson(head: object, fields: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify({ ...head, ...fields, ...head }, plain);
  } catch {
    return JSON.stringify({ ...head, fields: inspect(fields) });
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}

export const silentLog: Logger = { debug() {}, info() {}, warn() {}, error() {} };
