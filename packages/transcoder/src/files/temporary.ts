import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '@earmark/core';
import { leftoverPath, leftoversIn, removeIfThere } from '@earmark/core/files';

/** Beside the file, with the extension that ffmpeg goes by. */
export const temporaryPath = (
  folder: string,
  name: string,
  owner: string,
  extension: string,
): string => leftoverPath(join(folder, name), owner, randomInt(2 ** 31), 'tmp', extension);

/** Removes what nobody uses any more. */
export async function sweepTemporaries(
  folder: string,
  clock: Clock,
): Promise<{ readonly removed: readonly string[]; readonly others: number }> {
  const { abandoned, foreign, living } = await leftoversIn(folder, clock);
  const removed = abandoned.filter(isOurs).map(({ path }) => path);
  for (const path of removed) await removeIfThere(path);
  return { removed, others: [...foreign, ...living].filter(isOurs).length };
}

/** The tag writer has temporary files without an extension, and clears them itself. */
const isOurs = ({ path }: { readonly path: string }) => /\.earmark-tmp\.[a-z0-9]+$/.test(path);
