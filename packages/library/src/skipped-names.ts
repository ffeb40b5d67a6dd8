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

/** Never the user's media, whatever `hidden` says: our own temporary files, resource forks, trash. */
export const isSystemFile = (name: string): boolean =>
  name.startsWith('.') && /^\.(_|earmark|trash)/iu.test(name);

export const isSystemFolder = (name: string): boolean =>
  isSystemFile(name) || systemFolders.has(name.toLowerCase());
