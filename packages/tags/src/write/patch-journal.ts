import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EarmarkError, type Finding } from '@earmark/core';
import { syncFolderNow } from '@earmark/core/files';
import type { Region } from './in-place-region.ts';

/** Drives write sectors whole; a torn write is a mixture of old and new ones. */
const sectorBytes = 512;

interface JournalEntry extends Region {
  readonly file: string;
  readonly size: number;
}

/** Changes a few bytes of a file in place. The old bytes are safely on the disk before the new ones are written. */
export function patchInPlace(path: string, size: number, region: Region, journal: string): void {
  const entry: JournalEntry = { file: basename(path), size, ...region };
  const text = JSON.stringify(entry);
  writeSynced(journal, 'wx', Buffer.from(`${digestOf(text)}\n${text}`), 0);
  syncFolderNow(dirname(path));
  writeSynced(path, 'r+', Buffer.from(region.new, 'base64'), region.offset);
  unlinkSync(journal);
}

function writeSynced(path: string, flags: 'wx' | 'r+', bytes: Buffer, offset: number): void {
  const fd = openSync(path, flags, 0o600);
  try {
    const written = writeSync(fd, bytes, 0, bytes.length, offset);
    if (written < bytes.length) throw new EarmarkError('io', `${path}: the disk is full`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** After a power cut: a file that is half old, half new becomes the old one again. Gives what people should know. */
export function settleJournal(journal: string): readonly Finding[] {
  const entry = parseJournal(readFileSync(journal, 'utf8'));
  // Cut off while it was written: then the file itself was not touched yet.
  const finding =
    entry === undefined ? undefined : rollBack(join(dirname(journal), entry.file), entry);
  if (finding?.level !== 'warning') unlinkSync(journal);
  return finding === undefined ? [] : [finding];
}

function rollBack(
  path: string,
  { offset, old, new: next, size }: JournalEntry,
): Finding | undefined {
  const before = Buffer.from(old, 'base64');
  const after = Buffer.from(next, 'base64');
  const current = regionOf(path, offset, before.length, size);
  if (current === undefined || current.equals(before) || current.equals(after)) return undefined;
  if (!isMixture(current, before, after, offset)) {
    return {
      level: 'warning',
      text: `${path} was being changed when a process died, and someone changed it since: it is left alone`,
      fix: `check the file, then delete the .earmark-patch file beside it`,
    };
  }
  writeSynced(path, 'r+', before, offset);
  return {
    level: 'ok',
    text: `${path} was half-written when a process died: its old tags are back`,
  };
}

/** Absent where the file is gone or has another size: then it is not the one of the journal. */
function regionOf(path: string, offset: number, length: number, size: number): Buffer | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      if (fstatSync(fd).size !== size) return undefined;
      const region = Buffer.alloc(length);
      readSync(fd, region, 0, length, offset);
      return region;
    } finally {
      closeSync(fd);
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
