import { rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, EarmarkError } from '@earmark/core';
import type { FileState } from '../pool/protocol.ts';
import { syncFolder } from './disk.ts';

/** An open file cannot be replaced on Windows and SMB for as long as it is open: worth a short wait. */
const retryMs = [50, 100, 200, 400, 800];
const busy = new Set(['EACCES', 'EPERM', 'EBUSY', 'ETXTBSY']);

/** The last look, and the swap. */
export async function replace(
  temporary: string,
  path: string,
  planned: FileState,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  await refuseChanged(path, planned);
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(temporary, path);
      break;
    } catch (error) {
      const wait = retryMs[attempt];
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || !busy.has(code)) throw error;
      if (wait === undefined) {
        throw new EarmarkError(
          'io',
          `${path} could not be replaced (${code}): another program has it open, or the folder is protected. It is as it was; close the program and try again`,
          { cause: error },
        );
      }
      await clock.sleep(wait, signal);
      await refuseChanged(path, planned);
    }
  }
  await syncFolder(dirname(path));
}

export async function refuseChanged(path: string, planned: FileState): Promise<void> {
  const now = await stat(path, { bigint: true });
  const same =
    Number(now.size) === planned.size &&
    now.mtimeNs.toString() === planned.mtimeNs &&
    now.ino.toString() === planned.inode;
  if (!same)
    throw new EarmarkError('conflict', `${path} was changed while its copy was made: plan again`);
}
