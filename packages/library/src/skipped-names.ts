/** Folders that systems, network disks and sync tools keep for themselves. */
const systemFolders: ReadonlySet<string> = new Set([
  '.appledouble',
  '.fseventsd',
  '.spotlight-v100',
  '.stfolder',
  '.stversions',
  '.temporaryitems',
  '.trashes',
  '#recycle',
  '#snapshot',
  '$recycle.bin',
  '@eadir',
  '@recently-snapshot',
  '@recycle',
  '@sharebin',
  'lost+found',
  'network trash folder',
  'recycler',
  'system volume information',
  'temporary items',
]);

/** Never media of the user's, whatever `hidden` says: our own temporary files, trash, resource forks. */
export function isSystemName(name: string): boolean {
  const first = name.charCodeAt(0);
  if (first === 46 /* . */ && /^\.(_|trash|earmark)/iu.test(name)) return true;
  return systemFolders.has(name.toLowerCase());
}
