import type { Registered } from '@earmark/accounts';
import type { Json } from '@earmark/core';

/** An account's turn is the main job over its folder; the host's own has the roots that it was used with. */
export const workOf =
  (roots: Readonly<Record<string, string>>, host: string) =>
  ({
    name,
    folder,
  }: Registered): { readonly recipe: string; readonly request: Json } | undefined => {
    const [own] = name === host ? Object.values(roots) : [];
    const path = folder ?? own;
    return path === undefined ? undefined : { recipe: 'tag', request: { path } };
  };
