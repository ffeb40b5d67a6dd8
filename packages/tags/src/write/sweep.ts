import { readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from '@earmark/core';
import { type Leftover, parseLeftover } from './leftover-names.ts';
import { settleJournal } from './patch-journal.ts';

/** Clears a folder of what dead processes left in it. A folder that is gone has nothing. */
export async function sweepFolder(
  folder: string,
  isDead: (owner: string) => boolean,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of await namesIn(folder)) {
    const leftover = parseLeftover(name);
    if (leftover === undefined || !isDead(leftover.owner)) continue;
    findings.push(...(await settle(join(folder, name), leftover)));
  }
  return findings;
}

async function settle(path: string, leftover: Leftover): Promise<readonly Finding[]> {
  try {
    if (leftover.kind === 'patch') return settleJournal(path);
    if (leftover.kind === 'old') {
      const back = await putBack(path, leftover.name);
      if (back !== undefined) return [back];
    }
    await unlink(path);
    return [{ level: 'ok', text: `removed ${path}, left by a process that died` }];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Another process was faster.
    if (code === 'ENOENT') return [];
    return [
      {
        level: 'warning',
        text: `${path} was left by a process that died: ${message}`,
        fix: 'delete it',
      },
    ];
  }
}

/** A file that was moved aside has its name again, unless the new one got it. */
async function putBack(aside: string, name: string | undefined): Promise<Finding | undefined> {
  if (name === undefined)
    return {
      level: 'warning',
      text: `${aside} may be all there is of a file that was moved aside`,
      fix: 'look whether that file is there; if not, give this one its name, else delete it',
    };
  const path = join(dirname(aside), name);
  if (await isThere(path)) return undefined;
  await rename(aside, path);
  return { level: 'ok', text: `put ${path} back, moved aside by a process that died` };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
