import type { Registered } from '@earmark/accounts';
import type { Json } from '@earmark/core';

/**
 * What an account does when its turn comes: those of the USERS folder are tagged. The host's own library is only read:
 * whoever opens the pages has not asked for a change.
 */
export const workOf =
  (roots: Readonly<Record<string, string>>, host: string) =>
  ({
    name,
    folder,
  }: Registered): { readonly recipe: string; readonly request: Json } | undefined => {
    if (folder !== undefined) return { recipe: 'tag', request: { path: folder } };
    if (name !== host || Object.keys(roots).length === 0) return undefined;
    return { recipe: 'scan', request: {} };
  };
