import { readFile } from 'node:fs/promises';
import type { Setup } from '@earmark/accounts';
import { EarmarkError } from '@earmark/core';

export interface FirstOwner {
  readonly name: string;
  readonly password: string;
}

/** `EARMARK_OWNER_PASSWORD_FILE` and `EARMARK_OWNER_NAME` (default: `owner`): for containers, where nobody opens a page on the machine itself. */
export async function firstOwnerFrom(
  env: Readonly<Record<string, string | undefined>>,
): Promise<FirstOwner | undefined> {
  const { EARMARK_OWNER_PASSWORD_FILE: file, EARMARK_OWNER_NAME: name } = env;
  if (!file) return undefined;
  try {
    const password = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
    return { name: name || 'owner', password };
  } catch (error) {
    throw new EarmarkError('config', `EARMARK_OWNER_PASSWORD_FILE ${file} cannot be read`, {
      cause: error,
    });
  }
}

/** Once only: whoever was made stays as they are, also where the file has another password by now. */
export async function makeFirstOwner(setup: Setup, owner: FirstOwner): Promise<void> {
  if (await setup.isDone()) return;
  try {
    await setup.run(owner);
  } catch (error) {
    // Another process of this installation was quicker.
    if (!EarmarkError.is(error, 'conflict')) throw error;
  }
}
