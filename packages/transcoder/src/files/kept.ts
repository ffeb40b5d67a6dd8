import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { namesIn, syncFolder } from '@earmark/core/files';
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
  const names = await namesIn(join(folder, keptFolder));
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

async function entryOf(folder: string, plan: string): Promise<Entry | undefined> {
  return (await entriesIn(folder)).find((entry) => entry.plan === plan);
}

function entryUntil(folder: string, plan: string, until: number): Entry {
  const stamp = new Date(until).toISOString().replace(/[-:]|\.\d+/g, '');
  const entry = entryNamed(folder, `${stamp}-${plan}`);
  if (!entry) throw new EarmarkError('internal', `${plan} cannot name a folder`);
  return entry;
}

/** What is worked with at the end of its days is not cleared away meanwhile, nor by a machine whose clock is ahead. */
export const spareMs = 24 * 3600 * 1000;

/**
 * The plan's entry, where there is one, for work that needs it until then at the least. Renaming it takes it from
 * whoever is about to remove it as too old: the one comes first, or the other.
 */
export async function prolongEntry(
  folder: string,
  plan: string,
  until: number,
): Promise<Entry | undefined> {
  const entry = await entryOf(folder, plan);
  if (!entry || entry.until >= until) return entry;
  const longer = entryUntil(folder, plan, until);
  if (!(await renamed(entry.path, longer.path))) return undefined;
  await syncFolder(join(longer.path, '..'));
  return longer;
}

export async function openEntry(folder: string, plan: string, until: number): Promise<Entry> {
  const earlier = await prolongEntry(folder, plan, until);
  const entry = earlier ?? entryUntil(folder, plan, until);
  for (const side of ['before', 'after']) await mkdir(join(entry.path, side), { recursive: true });
  return entry;
}
export const storedAt = (entry: Entry, side: 'before' | 'after', name: string): string =>
  join(entry.path, side, basename(name));

export async function writeRecord(entry: Entry, record: KeptRecord): Promise<void> {
  const path = join(entry.path, 'record.json');
  await writeFile(`${path}.new`, JSON.stringify(record), { flush: true });
  await rename(`${path}.new`, path);
  await syncFolder(entry.path);
  await syncFolder(join(entry.path, '..'));
  await syncFolder(join(entry.path, '..', '..'));
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

const removedStart = 'removed-';

/**
 * Takes the entry away, and the folder of entries with the last one. It loses its name first, at one instant:
 * nobody can begin to use one that is going. False where another process has renamed or removed it before.
 */
export async function removeEntry(folder: string, entry: Entry): Promise<boolean> {
  const going = join(folder, keptFolder, `${removedStart}${entry.name}`);
  const own = await renamed(entry.path, going);
  if (own) await removeFolder(folder, going);
  return own;
}

/** What was being removed when its process died. */
export async function clearRemoved(folder: string): Promise<void> {
  for (const name of await namesIn(join(folder, keptFolder)))
    if (name.startsWith(removedStart)) await removeFolder(folder, join(folder, keptFolder, name));
}

async function removeFolder(folder: string, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  try {
    await rmdir(join(folder, keptFolder));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(code)) throw error;
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
