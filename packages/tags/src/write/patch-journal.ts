import { createHash } from 'node:crypto';
import { open, readFile, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Finding } from '@earmark/core';
import { syncFolder } from './disk.ts';
import type { Region } from './in-place-region.ts';

/** Drives write sectors whole; a torn write is a mixture of old and new ones. */
const sectorBytes = 512;

interface JournalEntry extends Region {
  readonly file: string;
  readonly size: number;
}

/** Changes a few bytes of a file in place. The old bytes are safely on the disk before the new ones are written. */
export async function patchInPlace(
  path: string,
  size: number,
  region: Region,
  journal: string,
): Promise<void> {
  const entry: JournalEntry = { file: basename(path), size, ...region };
  const text = JSON.stringify(entry);
  await writeSynced(journal, `${digestOf(text)}\n${text}`);
  await syncFolder(dirname(path));
  await writeRegion(path, region.offset, Buffer.from(region.new, 'base64'));
  await unlink(journal);
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeRegion(path: string, offset: number, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.write(bytes, 0, bytes.length, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** After a power cut: a file that is half old, half new becomes the old one again. Gives what people should know. */
export async function settleJournal(journal: string): Promise<readonly Finding[]> {
  const entry = parseJournal(await readFile(journal, 'utf8'));
  // Cut off while it was written: then the file itself was not touched yet.
  const finding =
    entry === undefined ? undefined : await rollBack(join(dirname(journal), entry.file), entry);
  if (finding?.level !== 'warning') await unlink(journal);
  return finding === undefined ? [] : [finding];
}

async function rollBack(
  path: string,
  { offset, old, new: next, size }: JournalEntry,
): Promise<Finding | undefined> {
  const before = Buffer.from(old, 'base64');
  const after = Buffer.from(next, 'base64');
  const current = await regionOf(path, offset, before.length, size);
  if (current === undefined || current.equals(before) || current.equals(after)) return undefined;
  if (!isMixture(current, before, after, offset)) {
    return {
      level: 'warning',
      text: `${path} was being changed when a process died, and somebody changed it since: it is left alone`,
      fix: `check the file, then delete the .earmark-patch file beside it`,
    };
  }
  await writeRegion(path, offset, before);
  return {
    level: 'ok',
    text: `${path} was half-written when a process died: its old tags are back`,
  };
}

async function regionOf(
  path: string,
  offset: number,
  length: number,
  size: number,
): Promise<Buffer | undefined> {
  try {
    const handle = await open(path, 'r');
    try {
      if ((await handle.stat()).size !== size) return undefined;
      return (await handle.read(Buffer.alloc(length), 0, length, offset)).buffer;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isMixture(current: Buffer, before: Buffer, after: Buffer, offset: number): boolean {
  for (let start = 0; start < current.length; ) {
    const end = Math.min(current.length, start + sectorBytes - ((offset + start) % sectorBytes));
    const part = current.subarray(start, end);
    if (!part.equals(before.subarray(start, end)) && !part.equals(after.subarray(start, end)))
      return false;
    start = end;
  }
  return true;
}

function parseJournal(text: string): JournalEntry | undefined {
  const line = text.indexOf('\n');
  const body = text.slice(line + 1);
  return line > 0 && text.slice(0, line) === digestOf(body) ? JSON.parse(body) : undefined;
}
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
