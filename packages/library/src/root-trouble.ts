import { constants } from 'node:fs';
import { access, readdir, statfs } from 'node:fs/promises';
import { isSystemFile, isSystemFolder } from './skipped-names.ts';

/** With less nothing can be written safely: a file is replaced by a whole new one. */
const spareBytes = 16 * 1024 * 1024;

/**
 * Why nothing below a root can be worked on here at the moment: not there, not mounted, or full. Undefined where
 * all is well. Looks at the root alone, so that it can be asked often.
 */
export async function rootTrouble(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK);
    const names = await readdir(path);
    if (names.every((name) => name.startsWith('.') || isSystemFile(name) || isSystemFolder(name)))
      return `${path} is empty: mount it`;
    const { bavail, bsize } = await statfs(path);
    if (bavail * bsize < spareBytes)
      return `${path} is full (${Math.floor((bavail * bsize) / 1e6)} MB left): free some space`;
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return `${path} cannot be read (${code}): mount it, or correct where this machine has it`;
  }
}
