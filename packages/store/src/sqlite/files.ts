import { existsSync, renameSync } from 'node:fs';

export const accountFile = 'earmark.db';
export const sharedFile = 'shared.db';
/** SQLite's own, beside the database: without them its last changes are lost. */
const companions = ['', '-wal', '-shm'];

/** Moves a database aside under a name that says why and when, and gives that name. Nothing is deleted. */
export function moveAside(file: string, why: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  let aside = `${file}.${why}-${stamp}`;
  for (let count = 2; existsSync(aside); count++) aside = `${file}.${why}-${stamp}-${count}`;
  for (const end of companions) {
    if (existsSync(file + end)) renameSync(file + end, aside + end);
  }
  return aside;
}
