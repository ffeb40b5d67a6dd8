import { rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock, Finding } from '@earmark/core';
import { type Leftover, leftoversIn } from '@earmark/core/files';
import { settleJournal } from './patch-journal.ts';

export interface Swept {
  readonly findings: readonly Finding[];
  /** What was left alone, as its maker may live on another machine. */
  readonly foreign: readonly Leftover[];
}

/** Clears a folder of what nobody uses any more. A folder that is gone has nothing. */
export async function sweepFolder(folder: string, clock: Clock): Promise<Swept> {
  const { abandoned, foreign } = await leftoversIn(folder, clock);
  const findings: Finding[] = [];
  for (const leftover of abandoned) findings.push(...(await settle(leftover)));
  return { findings, foreign };
}

/** Removes a leftover, or brings back the file that it stands for. */
export async function settle(leftover: Leftover): Promise<readonly Finding[]> {
  const { path } = leftover;
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
