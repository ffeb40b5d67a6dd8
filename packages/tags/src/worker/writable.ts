import { accessSync, constants } from 'node:fs';
import { EarmarkError } from '@earmark/core';
import type { HardLinks } from '../pool/protocol.ts';
import type { OpenFile } from './file-access.ts';

/** A rename would replace a file that is protected: its protection is honoured, also from root. */
export function refuseProtected({ path, stat }: OpenFile, hardLinks: HardLinks): void {
  if ((stat.mode & 0o222) === 0)
    throw new EarmarkError('io', `${path} is read-only: allow writing to it first`);
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new EarmarkError(
      'io',
      `${path} may not be written by this user: allow it, or run as its owner`,
      { cause: error },
    );
  }
  if (stat.links > 1 && hardLinks === 'refuse') {
    throw new EarmarkError(
      'unsupported',
      `${path} is not written: it has ${stat.links} names (hard links), and the others would keep the old tags. With hardLinks: 'separate' this name gets a copy of its own`,
    );
  }
}
