import { statfsSync } from 'node:fs';

/** Of Linux's statfs(2): SMB 2 and 3, CIFS, smbfs. */
const smbTypes: ReadonlySet<number> = new Set([0xfe534d42, 0xff534d42, 0x517b]);

/**
 * Whether a folder lies on a share that Linux has mounted by SMB. There a rename over a file that somebody has open
 * is refused, and yet the client has told the server by then to delete that file as soon as it is closed: both are
 * lost. Whoever replaces a file there moves it aside first.
 */
export function isSmbMount(folder: string): boolean {
  return process.platform === 'linux' && smbTypes.has(statfsSync(folder).type);
}
