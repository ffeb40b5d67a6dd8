import { access, constants, statfs } from 'node:fs/promises';
import type { Finding } from '@earmark/core';
import { fixFor } from './fixes.ts';

const gigabyte = 1024 ** 3;

/** Whether this user can work in a folder, and whether there is room. */
export async function folderFinding(what: string, path: string): Promise<Finding> {
  try {
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(path);
    const free = (bavail * bsize) / gigabyte;
    return free < 1
      ? {
          level: 'warning',
          text: `${what} ${path}: only ${free.toFixed(2)} GB free`,
          fix: fixFor('full', path),
        }
      : { level: 'ok', text: `${what} ${path}: readable, writable, ${free.toFixed(0)} GB free` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix = fixFor(code === 'ENOENT' ? 'missing' : 'refused', path);
    return { level: 'failure', text: `${what} ${path}: ${message}`, fix };
  }
}
