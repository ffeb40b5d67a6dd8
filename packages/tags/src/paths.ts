import { realpathSync } from 'node:fs';
import { nameFile } from './worker/faults.ts';

/** A link is followed, and the file itself replaced: the link stays a link. Not worth a thread. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw nameFile(error, path);
  }
}
