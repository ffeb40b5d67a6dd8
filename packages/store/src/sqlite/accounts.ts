import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { accountFile } from './files.ts';

/** The accounts that have a database in a folder of state, sorted. */
export async function accountsIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, accountFile)))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new EarmarkError(
      'io',
      `the state folder ${folder} could not be read (${message}): check its permissions`,
      { cause: error },
    );
  }
}
