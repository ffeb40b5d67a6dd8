import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import type { ImportedBook } from '../types.ts';

/** The library's server passes by what begins with a dot, so it sees a book whole or not at all. */
const hidden = '.earmark-in';
const cannotLink = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS']);

/** `key`: of this book alone, so that what a kill left is known to be ours. */
export async function placeBook(
  library: string,
  folder: string,
  files: ImportedBook['files'],
  key: string,
): Promise<ImportedBook> {
  const to = below(library, folder);
  const isThere = await alreadyThere(to, files);
  if (isThere) return { folder: to, files };
  const hall = join(library, hidden, key);
  await rm(hall, { recursive: true, force: true });
  let copied = false;
  for (const { from, name, size } of files) {
    const path = below(hall, name);
    await mkdir(dirname(path), { recursive: true });
    if (await linkOrCopy(from, path)) copied = true;
    if ((await stat(path)).size !== size)
      throw new EarmarkError(
        'integrity',
        `${from} is not as long as the client says: not imported.`,
      );
  }
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(hall, to);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error))) throw error;
    await rm(hall, { recursive: true, force: true });
    throw taken(to);
  }
  await rmdir(join(library, hidden)).catch(() => undefined);
  return copied ? { folder: to, files, copied } : { folder: to, files };
}

/** Takes back what was placed, each file only while it is what was placed. */
export async function unplaceBook({ folder, files }: ImportedBook): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const { from, name, size } of files) {
    const path = below(folder, name);
    if (await isSame(from, path, size)) await unlink(path);
    else if (await stat(path).catch(() => undefined)) kept.push(path);
  }
  await removeEmpty(folder);
  return kept;
}

function below(folder: string, name: string): string {
  const path = resolve(folder, name);
  const way = relative(resolve(folder), path);
  if (way !== '' && way !== '..' && !way.startsWith('../')) return path;
  throw new EarmarkError('malformed', `${name} leads out of ${folder}.`);
}

/** A place that is taken by the same files is ours; by anything else, somebody's. */
async function alreadyThere(folder: string, files: ImportedBook['files']): Promise<boolean> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'ENOTDIR') throw taken(folder);
    throw error;
  });
  if (entries === undefined || entries.length === 0) return false;
  for (const { from, name, size } of files)
    if (!(await isSame(from, below(folder, name), size))) throw taken(folder);
  return true;
}

async function isSame(from: string, to: string, size: number): Promise<boolean> {
  const [one, other] = await Promise.all(
    [from, to].map((path) => stat(path).catch(() => undefined)),
  );
  if (!other || other.size !== size) return false;
  if (one && one.ino === other.ino && one.dev === other.dev) return true;
  return one !== undefined && (await digestOf(from)) === (await digestOf(to));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** True where it had to be copied. */
async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return false;
  } catch (error) {
    if (!cannotLink.has(codeOf(error))) throw error;
  }
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  if ((await digestOf(from)) !== (await digestOf(to)))
    throw new EarmarkError('integrity', `The copy of ${from} is not like it: not imported.`);
  return true;
}

async function removeEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  await rmdir(folder).catch(() => undefined);
}

const taken = (folder: string) =>
  new EarmarkError(
    'conflict',
    `${folder} is there already, with other files: nothing was overwritten. Move it away, or change the template.`,
  );
const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code ?? '');
