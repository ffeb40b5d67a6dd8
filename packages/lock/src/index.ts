export { type CleanLocksOptions, cleanLocks } from './clean.ts';
export { doctorMount, type MountReport } from './doctor/doctor.ts';
export { doctorHolders, type HoldersOptions } from './doctor/holders.ts';
export { createFileLock, type FileLock } from './file-lock.ts';
export type { FileLockInfo, ListOptions } from './listing.ts';
export type { FileLockOptions } from './options.ts';
export type { LockRecord } from './record.ts';
