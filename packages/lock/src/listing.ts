import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LockInfo } from '@earmark/core';
import { deedsName } from './places.ts';
import type { Sight } from './watch.ts';

export interface FileLockInfo extends LockInfo {
  /** The lock file. */
  readonly path: string;
  /** Heartbeats so far; absent where the holder's program writes none. */
  readonly beat?: number;
  /** Milliseconds since 1970 of the last heartbeat, by the holder's clock, which nothing rests on. */
  readonly beatAt: number;
  /** Of the `@earmark/lock` that holds it. */
  readonly version?: string;
}

export function infoOf(key: string, path: string, { record, state }: Sight): FileLockInfo {
  const { hostname = '', pid = 0, account, beat, version, token = 0 } = record ?? {};
  return {
    key,
    path,
    holder: { host: hostname, pid, ...(account === undefined ? {} : { account }) },
    token,
    since: Date.parse(record?.locked_at ?? '') || 0,
    state,
    ...(beat === undefined ? {} : { beat }),
    beatAt: (record?.timestamp ?? 0) * 1000,
    ...(version === undefined ? {} : { version }),
  };
}

/** The folders in and below one that hold a folder of deeds. */
export async function* deedFolders(folder: string): AsyncIterable<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (entry.name === deedsName) yield folder;
    else yield* deedFolders(join(folder, entry.name));
  }
}

/** All lock files in and below a folder, sorted within each. */
export async function* lockFiles(folder: string, suffix: string): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== deedsName) yield* lockFiles(path, suffix);
    else if (entry.isFile() && entry.name.endsWith(suffix)) yield path;
  }
}
