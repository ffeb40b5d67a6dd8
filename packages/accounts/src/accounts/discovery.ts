import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { assertAccountName, EarmarkError } from '@earmark/core';

export interface Discovery {
  readonly found: readonly { readonly name: string; readonly folder: string }[];
  /** Folders that become no account, and why. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

/** What file servers and synchronisers keep for themselves. */
const noPeople = new Set([
  '@eadir',
  '#recycle',
  '$recycle.bin',
  'lost+found',
  'system volume information',
]);

/**
 * The accounts below a folder that has one folder for each. A name is taken as it is or refused, never invented.
 * Throws `io` where the folder itself is away: then nothing is known, which is not the same as nobody.
 */
export async function discoverAccounts(root: string): Promise<Discovery> {
  const found: { name: string; folder: string }[] = [];
  const refused: { name: string; why: string }[] = [];
  const top = await placeOf(root);
  for (const entry of (await entries(root)).toSorted((a, b) => (a < b ? -1 : 1))) {
    if (entry.startsWith('.') || noPeople.has(entry.toLowerCase())) continue;
    const why = await refusal(top, root, entry, found);
    if (why === 'no folder') continue;
    if (why === undefined) found.push({ name: entry, folder: join(root, entry) });
    else refused.push({ name: entry, why });
  }
  return { found, refused };
}

async function refusal(
  top: string,
  root: string,
  name: string,
  others: readonly { readonly name: string; readonly folder: string }[],
): Promise<string | undefined> {
  const folder = join(root, name);
  const known = await lstat(folder).catch(() => undefined);
  if (known?.isSymbolicLink() && !(await isFolder(folder))) return 'no folder';
  if (!known?.isSymbolicLink() && !known?.isDirectory()) return 'no folder';
  if (
    name.normalize('NFC') !== name &&
    others.some((other) => other.name === name.normalize('NFC'))
  )
    return 'the same name in another spelling of its accents';
  try {
    assertAccountName(
      name,
      others.map((other) => other.name),
    );
  } catch (error) {
    return error instanceof EarmarkError ? error.message : String(error);
  }
  const place = await placeOf(folder);
  if (place === top || top.startsWith(`${place}${sep}`))
    return 'it leads back to the folder that it lies in';
  if (known.isSymbolicLink() && !place.startsWith(`${top}${sep}`))
    return `it leads out of ${root}, to ${place}`;
  if (known.isSymbolicLink()) return `it is the same folder as ${place}`;
  return undefined;
}

async function entries(root: string): Promise<readonly string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    throw new EarmarkError('io', `${root} cannot be read: is it mounted?`, { cause: error });
  }
}

async function placeOf(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw new EarmarkError('io', `${folder} cannot be read: is it mounted?`, { cause: error });
  }
}

const isFolder = async (path: string) =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
