/** What a person types where something is wrong with a folder, by system. `PATH` stands for the folder. */
const fixes = {
  missing: {
    linux: 'mount it (`findmnt --fstab` lists what should be there), or correct the path',
    darwin:
      'connect it (`open smb://nas/media`, or Finder → Go → Connect to Server), or correct the path',
    win32: 'connect it (`net use M: \\\\nas\\media /persistent:yes`), or correct the path',
  },
  refused: {
    linux:
      'let this user write there: `sudo chown -R "$(id -u)" "PATH"`; on SMB mount with `-o uid=$(id -u),gid=$(id -g)`, on NFS the export decides',
    darwin:
      'let this user write there: `chmod -R u+rwX "PATH"`, and allow the terminal System Settings → Privacy & Security → Full Disk Access',
    win32: 'let this user write there: `icacls "PATH" /grant "%USERNAME%:(OI)(CI)M"`',
  },
  full: {
    linux: 'make room (`du -xh -d1 "PATH" | sort -h`): a safe write needs a copy of the file',
    darwin: 'make room (`du -h -d1 "PATH" | sort -h`): a safe write needs a copy of the file',
    win32: 'make room (`cleanmgr`): a safe write needs a copy of the file',
  },
} as const;

export type FolderTrouble = keyof typeof fixes;

export function fixFor(
  trouble: FolderTrouble,
  path: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const known = fixes[trouble];
  const text = platform === 'darwin' || platform === 'win32' ? known[platform] : known.linux;
  return text.replaceAll('PATH', path);
}
