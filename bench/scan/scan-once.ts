/**
 * One scan, timed without the process's start: `scan-once.ts <folder> <state folder> <workers, 0 for the default>`.
 * One JSON line.
 */
import { createMemoryState, type OriginContext, systemClock } from '@earmark/core';
import { createFileLibrary } from '@earmark/library';
import { createSqliteStore } from '@earmark/store';
import { createTagReader } from '@earmark/tags';
import { formats } from '../formats.ts';

export interface ScanLine {
  readonly ms: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
  readonly counts: Readonly<Record<string, number>>;
}

const [folder = '', state = '', workers = '0'] = process.argv.slice(2);
const store = createSqliteStore({ folder: state });
const { catalogue } = await store.account('default');
const count = Number(workers);
const tags = createTagReader({ formats: formats(), ...(count > 0 && { workers: count }) });
const silent = () => undefined;
const offline = async () => {
  throw new Error('a scan has no business on the network');
};
const ctx: OriginContext = {
  account: 'default',
  catalogue,
  clock: systemClock,
  reader: tags,
  http: { json: offline, request: offline },
  log: { debug: silent, info: silent, warn: silent, error: silent },
  report: { progress: silent, failed: silent, unread: silent, expect: silent },
  roots: {},
  signal: new AbortController().signal,
  state: createMemoryState(),
};
const library = createFileLibrary({ roots: { bench: folder } });
const cpu = process.cpuUsage();
const started = performance.now();
const { files, ...others } = await library.scan(ctx);
const ms = performance.now() - started;
const { user, system } = process.cpuUsage(cpu);
const line: ScanLine = {
  ms,
  cpuMs: (user + system) / 1000,
  counts: { files, ...others },
  maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.log(JSON.stringify(line));
await tags.close();
await store.close();
