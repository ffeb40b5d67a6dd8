import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { removeIfThere } from './disk.ts';

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const maxName = 255;
const pattern = /^\..*\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.earmark-tmp\.[a-z0-9]+$/s;

/** `.<name>.<host>-<pid>-<token>.earmark-tmp.<ext>`, beside the file; a long name is shortened. */
export function temporaryPath(folder: string, name: string, extension: string): string {
  const end = `.${host}-${process.pid}-${randomBytes(4).toString('hex')}.earmark-tmp${extension}`;
  const head = Buffer.from(`.${name}`).subarray(0, maxName - end.length);
  return join(folder, head.toString().replaceAll('\uFFFD', '') + end);
}

/** Removes what processes of this machine left that are no more. Other machines clear their own. */
export async function sweepTemporaries(
  folder: string,
): Promise<{ readonly removed: readonly string[]; readonly others: number }> {
  const all = (await readdir(folder)).filter((name) => pattern.test(name));
  const removed = all.filter((name) => {
    const [, ofHost, pid] = pattern.exec(name) ?? [];
    return ofHost === host && !isAlive(Number(pid));
  });
  for (const name of removed) await removeIfThere(join(folder, name));
  return { removed, others: all.length - removed.length };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
