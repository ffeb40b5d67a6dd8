import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { EarmarkError, type Finding } from '@earmark/core';
import { found } from '../disk.ts';
import type { FileLock } from '../file-lock.ts';
import type { FileLockInfo } from '../listing.ts';
import { version } from '../version.ts';
import { aheadOrBehind, isSkewed, setTheClock } from './clocks.ts';

export interface HoldersOptions {
  readonly locks: FileLock;
  /** The folder to look in, with all below it: an absolute path, or a key. */
  readonly under: string;
  /** How long to look at most, in whole milliseconds: a share may hold millions of files. Default 5,000. */
  readonly lookMs?: number;
  /** What this machine is called in lock files. Default: its host name. */
  readonly host?: string;
}

/** What the locks that other machines hold here tell of them: whether their clocks and versions fit. */
export async function doctorHolders(options: HoldersOptions): Promise<readonly Finding[]> {
  const { locks, under, lookMs = 5_000, host = hostname() } = options;
  const signal = AbortSignal.timeout(lookMs);
  const latest = new Map<string, FileLockInfo>();
  try {
    for await (const lock of locks.list(under, { signal })) {
      if (lock.state !== 'held' || ['', host].includes(lock.holder.host)) continue;
      const known = latest.get(lock.holder.host);
      if (!known || known.beatAt < lock.beatAt) latest.set(lock.holder.host, lock);
    }
  } catch (error) {
    if (!signal.aborted || !EarmarkError.is(error, 'aborted')) throw error;
  }
  return (await Promise.all([...latest.values()].map(aboutHolder))).flat();
}

async function aboutHolder(lock: FileLockInfo): Promise<readonly Finding[]> {
  const { host } = lock.holder;
  const findings: Finding[] = [];
  await found(async () => {
    const { mtimeMs } = await stat(lock.path);
    const aheadMs = lock.beatAt - mtimeMs;
    if (lock.beat !== undefined && isSkewed(aheadMs))
      findings.push({
        level: 'warning',
        text: `the clock of ${host} is ${aheadOrBehind(aheadMs)} of the file server's`,
        fix: `${setTheClock}, on ${host}`,
      });
  });
  if (lock.version !== undefined && lock.version !== version)
    findings.push({
      level: 'warning',
      text: `${host} locks with @earmark/lock ${lock.version}, this machine with ${version}`,
      fix: 'install the same release on all machines of a share: `npm install --global @earmark/cli`',
    });
  return findings.length > 0
    ? findings
    : [{ level: 'ok', text: `${host} works here too, with the same time and version` }];
}
