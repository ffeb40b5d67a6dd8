/**
 * Loaded with `--import` into a process (and into its threads): counts the system calls that change files
 * below one folder and kills the process right before the one that was asked for. What it is told stands in
 * its own URL: `under`, `log`, and, where it shall kill, `at` and `torn`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

const asked = new URL(import.meta.url).searchParams;
const under = asked.get('under') ?? sep;
const log = asked.get('log') ?? '';
const at = Number(asked.get('at') ?? 0);
const torn = asked.get('torn') === '1';
/** A kill stops a write between pages of the page cache, never inside one. */
const pageBytes = 4096;

const { appendFileSync, readFileSync, readlinkSync, writeSync } = fs;

/** True where this is the call to die at. */
function counted(call: string, file: string): boolean {
  if (!file.startsWith(under)) return false;
  appendFileSync(log, `${JSON.stringify({ call, file })}\n`);
  return readFileSync(log, 'utf8').trimEnd().split('\n').length === at;
}
function die(): void {
  process.kill(process.pid, 'SIGKILL');
  // The signal needs a moment to arrive in this thread.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
const pathOf = (target: unknown): string =>
  typeof target === 'number' ? linkOf(target) : String(target);
function linkOf(fd: number): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}
/** Writes what a kill in the middle of this write would leave: its whole pages but the last. */
function tear(fd: number, bytes: Uint8Array, position: number): void {
  const end = Math.floor((position + bytes.length - 1) / pageBytes) * pageBytes;
  if (end > position) writeSync(fd, bytes, 0, end - position, position);
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
function wrap(owner: object, name: string, before: (self: unknown, args: unknown[]) => void): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const wrapped: AnyFunction = function (...args) {
    before(this, args);
    return Reflect.apply(original, this, args);
  };
  Reflect.set(owner, name, wrapped);
}
/** The call's file is its first argument; a rename and a link count by where they lead to. */
function watch(owner: object, name: string, call: string, argument = 0): void {
  wrap(owner, name, (_, args) => {
    if (counted(call, pathOf(args[argument]))) die();
  });
}

for (const suffix of ['Sync', ''])
  for (const owner of suffix === '' ? [fs, fs.promises] : [fs]) {
    for (const call of ['rename', 'link', 'symlink', 'copyFile'])
      watch(owner, `${call}${suffix}`, call, 1);
    for (const call of ['unlink', 'rm', 'rmdir', 'mkdir', 'truncate'])
      watch(owner, `${call}${suffix}`, call);
    for (const call of ['writeFile', 'appendFile']) watch(owner, `${call}${suffix}`, 'write');
    watch(owner, `fsync${suffix}`, 'fsync');
    watch(owner, `fdatasync${suffix}`, 'fsync');
    watch(owner, `ftruncate${suffix}`, 'truncate');
    wrap(owner, `open${suffix}`, (_, args) => {
      if (creates(args[1]) && counted('create', pathOf(args[0]))) die();
    });
  }
const creates = (flags: unknown): boolean => typeof flags === 'string' && /^[wa]/.test(flags);

for (const name of ['writeSync', 'write', 'writev', 'writevSync'])
  wrap(fs, name, (_, [fd, bytes, , , position]) => {
    if (typeof fd !== 'number' || !counted('write', pathOf(fd))) return;
    if (torn && bytes instanceof Uint8Array && typeof position === 'number')
      tear(fd, bytes, position);
    die();
  });

// File handles have no class to import; one of them shows it.
const handle = await fs.promises.open('/dev/null');
const methods: object = Object.getPrototypeOf(handle);
await handle.close();
const calls = {
  write: 'write',
  writev: 'write',
  writeFile: 'write',
  appendFile: 'write',
  sync: 'fsync',
  datasync: 'fsync',
  truncate: 'truncate',
};
for (const [name, call] of Object.entries(calls))
  wrap(methods, name, (self) => {
    const fd: unknown =
      typeof self === 'object' && self !== null ? Reflect.get(self, 'fd') : undefined;
    if (counted(call, pathOf(fd))) die();
  });
syncBuiltinESMExports();
