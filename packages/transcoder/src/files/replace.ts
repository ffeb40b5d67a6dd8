import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, isSmbMount } from '@earmark/core';
import { removeIfThere } from '@earmark/core/files';
import { renameOver } from './disk.ts';
import { isThere } from './identity.ts';

/** Where a file waits while another takes its name: beside the place where it is kept. */
export const asideOf = (keepAt: string): string => `${keepAt}.aside`;

/** Puts `source` in the place of a file that is kept at `keepAt`, too. */
export async function replace(
  source: string,
  path: string,
  keepAt: string,
  clock: Clock,
): Promise<void> {
  if (isSmbMount(dirname(path))) await replaceAside(source, path, keepAt, clock);
  else await renameOver(source, path, clock);
}

/** No name is renamed over: see `isSmbMount`. */
export async function replaceAside(
  source: string,
  path: string,
  keepAt: string,
  clock: Clock,
): Promise<void> {
  const aside = asideOf(keepAt);
  await renameOver(path, aside, clock);
  try {
    await renameOver(source, path, clock);
  } catch (error) {
    await rename(aside, path);
    throw error;
  }
  await removeIfThere(aside);
}

/** After a kill in between the file has its name again, unless the other one got it. */
export async function settleAside(path: string, keepAt: string): Promise<void> {
  const aside = asideOf(keepAt);
  if (!(await isThere(aside))) return;
  if (await isThere(path)) await removeIfThere(aside);
  else await rename(aside, path);
}
