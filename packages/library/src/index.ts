export type { DuplicateGroup } from './duplicates.ts';
export { createFileLibrary, type FileLibrary, type ScanOptions } from './library.ts';
export type { FileLibraryOptions, LibraryKind } from './options.ts';
export { rootTrouble } from './root-trouble.ts';
export type { ScanCounts } from './scan.ts';
export { readSnapshot, type SnapshotCounts, writeSnapshot } from './snapshot.ts';
