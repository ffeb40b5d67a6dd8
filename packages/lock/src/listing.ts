import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError, type LockInfo, toEarmarkError } from '@earmark/core';
import { codeOf } from './disk.ts';
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

export interface ListOptions {
  /** Ends the walk with `aborted`, before its next folder or lock. */
  readonly signal?: AbortSignal;
}

interface Listed {
  readonly folder: string;
  readonly entries: readonly Dirent[];
}

/** It went while others were looked at. */
export const isGone = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ESTALE'].includes(codeOf(error));
/** It is not for this user. */
export const isShut = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error));

/** A folder and all below it with what they hold, sorted. Below the first, one that is shut or gone holds nothing. */
async function* walk(start: string, { signal }: ListOptions): AsyncIterable<Listed> {
  const ahead = [start];
  for (let folder = ahead.pop(); folder !== undefined; folder = ahead.pop()) {
    stopWhere(signal, start);
    const entries = await entriesOf(folder, folder === start);
    yield { folder, entries };
    for (const entry of entries.toReversed())
      if (entry.isDirectory() && entry.name !== deedsName) ahead.push(join(folder, entry.name));
  }
}

async function entriesOf(folder: string, isStart: boolean): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isStart && (isGone(error) || isShut(error))) return [];
    const { code, message } = toEarmarkError(error);
    throw new EarmarkError(
      code,
      `${folder} could not be looked through for locks: ${message}. It must exist and be readable`,
      { cause: error },
    );
  }
}

function stopWhere(signal: AbortSignal | undefined, start: string): void {
  if (signal?.aborted)
    throw new EarmarkError('aborted', `looking for locks in ${start} was stopped by the caller`);
}

/** The folders in and below one that hold a folder of deeds. */
export async function* deedFolders(start: string, options: ListOptions): AsyncIterable<string> {
  for await (const { folder, entries } of walk(start, options))
    if (entries.some((entry) => entry.isDirectory() && entry.name === deedsName)) yield folder;
}

/** All lock files in and below a folder, sorted within each. */
export async function* lockFiles(
  start: string,
  suffix: string,
  options: ListOptions,
): AsyncIterable<string> {
  for await (const { folder, entries } of walk(start, options))
    for (const entry of entries) {
      stopWhere(options.signal, start);
      if (entry.isFile() && entry.name.endsWith(suffix)) yield join(folder, entry.name);
    }
}
