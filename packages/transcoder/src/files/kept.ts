import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { sync } from './disk.ts';
import type { Side } from './exchange.ts';

/**
 * What one replacement keeps beside the file: `.earmark-kept/<until>-<plan>/` with `before/<name>` (the
 * original), after an undo `after/<name>`, and `record.json`, written before anything is replaced.
 */
const keptFolder = '.earmark-kept';

export interface KeptRecord {
  readonly plan: string;
  readonly before: Side;
  readonly after: Side;
}
export interface Entry {
  /** Its name in `.earmark-kept`. */
  readonly name: string;
  readonly path: string;
  readonly until: number;
  readonly plan: string;
}
const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9a-zA-Z-]{1,64})$/;

export async function entriesIn(folder: string): Promise<readonly Entry[]> {
  const names = await listed(join(folder, keptFolder));
  return names.flatMap((name) => {
    const entry = entryNamed(folder, name);
    return entry ? [entry] : [];
  });
}
export function entryNamed(folder: string, name: string): Entry | undefined {
  const match = pattern.exec(name);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, plan = ''] = match;
  const until = Date.UTC(
    +`${year}`,
    +`${month}` - 1,
    +`${day}`,
    +`${hour}`,
    +`${minute}`,
    +`${second}`,
  );
  return { name, path: join(folder, keptFolder, name), until, plan };
}

export async function entryOf(folder: string, plan: string): Promise<Entry | undefined> {
  return (await entriesIn(folder)).find((entry) => entry.plan === plan);
}

export async function openEntry(folder: string, plan: string, until: number): Promise<Entry> {
  const stamp = new Date(until).toISOString().replace(/[-:]|\.\d+/g, '');
  const entry = entryNamed(folder, `${stamp}-${plan}`);
  if (!entry) throw new EarmarkError('internal', `${plan} cannot name a folder`);
  for (const side of ['before', 'after']) await mkdir(join(entry.path, side), { recursive: true });
  return entry;
}
export const storedAt = (entry: Entry, side: 'before' | 'after', name: string): string =>
  join(entry.path, side, basename(name));

export async function writeRecord(entry: Entry, record: KeptRecord): Promise<void> {
  const path = join(entry.path, 'record.json');
  await writeFile(`${path}.new`, JSON.stringify(record), { flush: true });
  await rename(`${path}.new`, path);
  await sync(entry.path);
  await sync(join(entry.path, '..'));
  await sync(join(entry.path, '..', '..'));
}

/** Undefined where there is none, or none that was finished: then nothing was replaced. */
export async function readRecord(entry: Entry): Promise<KeptRecord | undefined> {
  let text: string;
  try {
    text = await readFile(join(entry.path, 'record.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text) as KeptRecord;
}

/** Takes the entry away, and the folder of entries with the last one. */
export async function removeEntry(folder: string, entry: Entry): Promise<void> {
  await rm(entry.path, { recursive: true, force: true });
  try {
    await rmdir(join(folder, keptFolder));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(code)) throw error;
  }
}

async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
