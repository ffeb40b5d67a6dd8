import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pagesOf, pictureDigest, pictureField, type RunContext } from '@earmark/core';
import { leftoverPath, ownOwner, syncFile } from '@earmark/core/files';
import { extensionOf, type Picture } from './whole-picture.ts';

const dayMs = 24 * 3600 * 1000;

/** Keeps a picture under its digest until it is written, and gives the path. */
export async function keep(folder: string, { mime, bytes }: Picture): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${pictureDigest(bytes)}.${extensionOf(mime)}`);
  const known = await stat(path).catch(() => undefined);
  if (known?.size === bytes.length) return path;
  const temporary = leftoverPath(path, await ownOwner(), 0, 'tmp');
  await writeFile(temporary, bytes);
  await syncFile(temporary);
  await rename(temporary, path);
  return path;
}

/** Removes pictures that no open question and no yes that waits is about, a day after they were kept. */
export async function sweep(folder: string, { store, clock }: RunContext): Promise<void> {
  const needed = new Set<string>();
  for (const status of ['pending', 'accepted', 'locked'] as const)
    for await (const page of pagesOf((which) =>
      store.reviews.list({ field: pictureField, status, ...which }),
    ))
      for (const { after } of page) needed.add(after[0]?.split(' ').at(-1) ?? '');
  for (const name of await readdir(folder).catch(() => [])) {
    if (needed.has(name.slice(0, 16))) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && clock.now() - found.mtimeMs > dayMs) await rm(path, { force: true });
  }
}
