import { renameSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSmbMount } from '@earmark/core';

/** An open file cannot be replaced on Windows and SMB for as long as it is open. */
const busyCodes = new Set(['EACCES', 'EPERM', 'EBUSY', 'ETXTBSY']);

/** Puts the new file in the old one's place. The code where the file is busy, and as it was: worth another try a little later. */
export function replaceFile(temporary: string, path: string, aside: string): string | undefined {
  return isSmbMount(dirname(path))
    ? replacedAside(temporary, path, aside)
    : renamed(temporary, path);
}

/** No name is renamed over: see `isSmbMount`. Killed in between, the file is at `aside`, and the next sweep puts it back. */
export function replacedAside(temporary: string, path: string, aside: string): string | undefined {
  const busy = renamed(path, aside);
  if (busy !== undefined) return busy;
  try {
    const refused = renamed(temporary, path);
    if (refused !== undefined) renameSync(aside, path);
    else removed(aside);
    return refused;
  } catch (error) {
    renameSync(aside, path);
    throw error;
  }
}

function renamed(from: string, to: string): string | undefined {
  try {
    renameSync(from, to);
    return undefined;
  } catch (error) {
    return busyOr(error);
  }
}

/** Where somebody still has it open and the server keeps it for that, the next sweep removes it. */
function removed(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    busyOr(error);
  }
}

function busyOr(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && busyCodes.has(code)) return code;
  throw error;
}
