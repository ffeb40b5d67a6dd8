/** What a person may do in an account: a viewer looks, a member answers and starts runs, an owner also sets it up. */
export type Role = 'viewer' | 'member' | 'owner';
export const roles: readonly Role[] = ['viewer', 'member', 'owner'];

export const isAtLeast = (role: Role | undefined, needed: Role): boolean =>
  role !== undefined && roles.indexOf(role) >= roles.indexOf(needed);

/** Stands for every account there is and will be. */
export const everyAccount = '*';
