import { statfs } from 'node:fs/promises';
import { type Disk, localDisk, remoteDisk } from './disk.ts';

/** Types of Linux's statfs(2). Elsewhere the numbers mean something else, and every disk is treated as one that may hang. */
const localTypes: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010, 0x858458f6,
  0x4d44, 0x2011bab0, 0x5346544e, 0xca451a4e,
]);
const smbTypes: ReadonlySet<number> = new Set([0xfe534d42, 0xff534d42, 0x517b]);

export interface Mount {
  readonly disk: Disk;
  readonly local: boolean;
  /**
   * How a lock is claimed here: a hard link shows a complete record at once, and no server mistakes it for a
   * repeated request. On SMB an exclusive create is decided by the server, while a linked file cannot be opened
   * by its second name as long as the client keeps the first one cached. Turns false where a mount refuses links.
   */
  links: boolean;
}

/** Throws `ENOENT` where the folder does not exist. */
export async function mountOf(folder: string): Promise<Mount> {
  const { type } = await statfs(folder);
  const linux = process.platform === 'linux';
  const local = linux && localTypes.has(type);
  const smb = linux && smbTypes.has(type);
  return { disk: local ? localDisk : remoteDisk, local, links: !smb };
}
