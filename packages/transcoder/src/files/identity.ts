import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { EarmarkError } from '@earmark/core';

/** What tells that a file is the very one. `sample:` digests three places of it, `sha256:` all of it. */
export interface Identity {
  readonly size: number;
  readonly digest: string;
}
export interface Original extends Identity {
  readonly mtimeNs: string;
}
const sampleBytes = 64 * 1024;

export const fingerprintOf = ({ size, mtimeNs, digest }: Original): string =>
  [size, mtimeNs, digest].join(':');

/** Undefined where there is no such file. A link or a folder is nothing that could be replaced. */
export async function originalAt(path: string): Promise<Original | undefined> {
  const facts = await factsOf(path);
  if (facts === undefined) return undefined;
  if (!facts.isFile())
    throw new EarmarkError(
      'unsupported',
      `${path} is not a regular file: transcode what it points to`,
    );
  const size = Number(facts.size);
  return { size, mtimeNs: String(facts.mtimeNs), digest: await sampleOf(path, size) };
}

export async function isThere(path: string): Promise<boolean> {
  return (await factsOf(path)) !== undefined;
}

export async function matches(path: string, { size, digest }: Identity): Promise<boolean> {
  const facts = await factsOf(path);
  if (facts === undefined || !facts.isFile() || Number(facts.size) !== size) return false;
  const now = digest.startsWith('sample:') ? await sampleOf(path, size) : await wholeOf(path);
  return now === digest;
}

async function factsOf(path: string) {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Its beginning, middle and end: tags and indexes are there, and films are too large to be read for a plan. */
async function sampleOf(path: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(sampleBytes);
    const places = new Set(
      [0, Math.floor(size / 2), size - sampleBytes].map((at) => Math.max(0, at)),
    );
    for (const place of places) {
      const { bytesRead } = await file.read(buffer, 0, sampleBytes, place);
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return `sample:${hash.digest('hex').slice(0, 32)}`;
}

export async function wholeOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(bytes);
  return `sha256:${hash.digest('hex')}`;
}
