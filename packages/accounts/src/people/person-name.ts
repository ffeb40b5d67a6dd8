import { EarmarkError } from '@earmark/core';

const longestName = 64;
/** Controls, unpaired surrogates, direction marks and other characters that cannot be seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** Throws `config` for a name that could not be told from another one, or not be shown. */
export function assertPersonName(name: string): void {
  if (name.length > 0 && name.length <= longestName && name.trim() === name && !unseen.test(name))
    return;
  throw new EarmarkError(
    'config',
    `${JSON.stringify(name)} cannot be a person's name: use 1 to ${longestName} visible characters, without spaces at its ends.`,
  );
}

/** What two names share that mean one person: case, width and ways to write an accent do not count. */
export const foldedName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ');
