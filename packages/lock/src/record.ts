/**
 * What a lock file says. `hostname`, `pid`, `timestamp`, `file` and `locked_at` are what earlier tools wrote
 * and read; the rest is Earmark's.
 */
export interface LockRecord {
  readonly hostname: string;
  readonly pid: number;
  /** Seconds since 1970 by the holder's clock, renewed at each beat. For people and other tools: nothing is decided by it. */
  readonly timestamp: number;
  /** The locked path, as the holder's machine has it, or the key where it is no path. */
  readonly file: string;
  /** ISO 8601, by the holder's clock. */
  readonly locked_at: string;
  readonly token: number;
  /** Counts the heartbeats. Absent in files of tools that have none. */
  readonly beat?: number;
  readonly account?: string;
  /** Of the `@earmark/lock` that wrote it. */
  readonly version?: string;
  /** Which boot of which kernel, and which process table of it, `pid` belongs to. */
  readonly boot?: string;
  /** When the process started, in a unit of its system: tells it from a later one with the same number. */
  readonly start?: string;
  /** Random, used once: decides whose lock this is. */
  readonly nonce?: string;
}
export type OwnRecord = LockRecord & { readonly nonce: string };

/** Numbers that change keep their width, so that a record is rewritten in place without moving a byte. */
const width = 16;

export function formatRecord(record: OwnRecord): string {
  const text = (value: string | number | undefined) => JSON.stringify(value ?? null);
  const number = (value: number) => String(value).padEnd(width);
  return `{
  "hostname": ${text(record.hostname)},
  "pid": ${record.pid},
  "timestamp": ${number(record.timestamp)},
  "file": ${text(record.file)},
  "locked_at": ${text(record.locked_at)},
  "token": ${number(record.token)},
  "beat": ${number(record.beat ?? 0)},
  "account": ${text(record.account)},
  "version": ${text(record.version)},
  "boot": ${text(record.boot)},
  "start": ${text(record.start)},
  "nonce": ${text(record.nonce)}
}
`;
}

/** Nothing where the text is no lock record: then it is read again, never judged. */
export function parseRecord(text: string): LockRecord | undefined {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const word = (key: string) => (typeof fields[key] === 'string' ? fields[key] : undefined);
  const number = (key: string) => (typeof fields[key] === 'number' ? fields[key] : undefined);
  const hostname = word('hostname');
  const pid = number('pid');
  if (hostname === undefined || pid === undefined) return undefined;
  const optional = Object.entries({
    beat: number('beat'),
    account: word('account'),
    version: word('version'),
    boot: word('boot'),
    start: word('start'),
    nonce: word('nonce'),
  }).filter(([, each]) => each !== undefined);
  return {
    hostname,
    pid,
    timestamp: number('timestamp') ?? 0,
    file: word('file') ?? '',
    locked_at: word('locked_at') ?? '',
    token: number('token') ?? 0,
    ...Object.fromEntries(optional),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
