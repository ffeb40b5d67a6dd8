export { type CleanLocksOptions, cleanLocks } from './clean.ts';
export { doctorMount, type MountReport } from './doctor.ts';
export { createFileLock, type FileLock } from './file-lock.ts';
export { acquireInstanceLock, type InstanceLockOptions } from './instance-lock.ts';
export type { FileLockInfo } from './listing.ts';
export type { FileLockOptions } from './options.ts';
export type { LockRecord } from './record.ts';
