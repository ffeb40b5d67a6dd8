import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@earmark/core';
import { type LeftoverKind, parseLeftover } from './leftover-names.ts';
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
    findings.push(...(await settle(join(folder, name), leftover.kind)));
  }
  return findings;
}

async function settle(path: string, kind: LeftoverKind): Promise<readonly Finding[]> {
  try {
    if (kind === 'patch') return settleJournal(path);
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

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
