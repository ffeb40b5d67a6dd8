import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EarmarkError } from '@earmark/spec';

/**
 * A folder, and where they are missing those above it. Node's own recursive mkdir tries for ever where a file
 * system takes no folders (`/proc`).
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  let failure = await tryToMake(path, mode);
  if (failure?.code === 'ENOENT' && dirname(path) !== path) {
    await makeFolder(dirname(path), mode);
    failure = await tryToMake(path, mode);
  }
  if (!failure) return;
  const why = failure.code === 'EEXIST' ? 'there is a file of this name' : failure.message;
  throw new EarmarkError(
    'io',
    `the folder ${path} could not be made (${why}): check the path and its permissions`,
    { cause: failure },
  );
}

async function tryToMake(path: string, mode: number): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path, { mode });
    return undefined;
  } catch (error) {
    return (await isFolder(path)) ? undefined : (error as NodeJS.ErrnoException);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
