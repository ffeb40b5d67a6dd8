import { EarmarkError } from '@earmark/spec';

const allowed = /^[A-Za-z0-9](?:[A-Za-z0-9_@-]|\.(?!\.)){0,62}$/;
/** Names that Windows keeps for devices, and those of the files beside the accounts' folders. */
const taken = /^(?:con|prn|aux|nul|com\d|lpt\d|shared\.db.*)(?:\.|$)/i;

/**
 * An account's name is also its folder's: throws `config` where it could mean another one.
 * `others` are the accounts there are already.
 */
export function assertAccountName(name: string, others: Iterable<string> = []): void {
  if (!allowed.test(name) || name.endsWith('.') || taken.test(name)) {
    throw new EarmarkError(
      'config',
      `${JSON.stringify(name)} is not a valid account name: use 1 to 63 letters, digits, hyphens, underscores, @ and single dots, and not the name of a device`,
    );
  }
  for (const other of others) {
    if (other === name || other.toLowerCase() !== name.toLowerCase()) continue;
    throw new EarmarkError(
      'config',
      `account ${name} is refused, as there is an account ${other}: some disks do not tell upper from lower case, and the two would share a folder`,
    );
  }
}
