import { stat } from 'node:fs/promises';
import type { FileState } from '../pool/protocol.ts';

export function fingerprintOf({ size, mtimeNs, inode, digest }: Omit<FileState, 'links'>): string {
  return [size, mtimeNs, inode, digest].join(':');
}

export async function fingerprintAt(path: string, digest: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return fingerprintOf({ size: Number(size), mtimeNs: `${mtimeNs}`, inode: `${ino}`, digest });
}
