import type { FileLook } from '../pool/protocol.ts';

export function fingerprintOf(state: FileLook & { readonly digest: string }): string {
  const { size, mtimeNs, inode, digest } = state;
  return [size, mtimeNs, inode, digest].join(':');
}
