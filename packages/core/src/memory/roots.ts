import { EarmarkError } from '@earmark/spec';
import type { RootRecord, SharedStore } from '../ports.ts';
import { foldersOverlap } from './overlap.ts';

/** Which account has which folder of which machine. */
export function createMemoryRoots(): Pick<SharedStore, 'claimRoot' | 'roots' | 'releaseRoot'> {
  const claimed = new Map<string, RootRecord>();

  return {
    async claimRoot(root) {
      for (const other of claimed.values()) {
        if (other.account === root.account || other.host !== root.host) continue;
        if (root.readOnly || other.readOnly || !foldersOverlap(root.path, other.path)) continue;
        throw new EarmarkError(
          'conflict',
          `The folder ${root.path} of account "${root.account}" overlaps ${other.path} of account "${other.account}". Mark one of the two roots read-only, or give each account its own folder.`,
        );
      }
      claimed.set(keyOf(root.account, root.host, root.id), root);
    },
    async roots(account) {
      const all = [...claimed.values()];
      return account === undefined ? all : all.filter((root) => root.account === account);
    },
    async releaseRoot(account, id) {
      for (const [key, root] of claimed)
        if (root.account === account && root.id === id) claimed.delete(key);
    },
  };
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
