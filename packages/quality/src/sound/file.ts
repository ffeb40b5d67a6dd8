import { type FileHandle, open } from 'node:fs/promises';

/** A file of which a few pieces are read. */
export interface OpenFile {
  readonly size: number;
  /** What there is of it: shorter where the file ends. */
  bytes(offset: number, length: number): Promise<Buffer>;
}

export async function withFile<T>(path: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  await using handle = await open(path);
  const { size } = await handle.stat();
  return await work({ size, bytes: (offset, length) => read(handle, offset, length) });
}

async function read(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, Math.max(0, offset));
  return buffer.subarray(0, bytesRead);
}
