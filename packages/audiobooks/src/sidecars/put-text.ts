import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { leftoverPath, ownOwner, removeIfThere, syncFolder } from '@earmark/core/files';

/** A whole text in a file's place, or no file: on the disk before anything is told of it, and read again. `confirm` has the last word. */
export async function putText(
  path: string,
  text: string | null,
  confirm: () => Promise<void>,
): Promise<void> {
  if (text === null) {
    await confirm();
    await removeIfThere(path);
    await syncFolder(dirname(path));
    return;
  }
  const temporary = leftoverPath(path, await ownOwner(), 0, 'tmp');
  try {
    await writeNew(temporary, text);
    await confirm();
    await rename(temporary, path);
  } finally {
    await removeIfThere(temporary);
  }
  await syncFolder(dirname(path));
  if ((await readFile(path, 'utf8')) !== text)
    throw new EarmarkError('integrity', `${path} does not hold what was written.`);
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
