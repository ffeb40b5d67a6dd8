import type { ApiKey } from '../keys/keys.ts';
import { type Scope, scopes } from '../keys/scopes.ts';
import type { Membership, Person } from '../people/person.ts';
import { everyAccount, type Role, roles } from '../people/roles.ts';
import type { Session } from '../sessions/sessions.ts';

/** Who asks, and what they may: worked out anew for each request, so that a right that was taken away is gone. */
export interface Principal {
  readonly person: Person;
  /** By which of the two they came. */
  readonly via: { readonly session: Session } | { readonly key: ApiKey };
  readonly scopes: readonly Scope[];
  /** Installation-wide rights: an admin's session, or their key with the scope `admin`. */
  readonly admin: boolean;
  roleIn(account: string): Role | undefined;
}

export function principalOf(
  person: Person,
  memberships: readonly Membership[],
  via: Principal['via'],
): Principal {
  const held = 'key' in via ? via.key.scopes : scopes;
  const granted = person.admin ? held : held.filter((scope) => scope !== 'admin');
  const reach = 'key' in via ? via.key.accounts : [everyAccount];
  return {
    person,
    via,
    scopes: granted,
    admin: granted.includes('admin'),
    roleIn(account) {
      if (!reach.includes(everyAccount) && !reach.includes(account)) return undefined;
      const held = memberships
        .filter((each) => each.account === account || each.account === everyAccount)
        .map(({ role }) => role);
      return roles.findLast((role) => held.includes(role));
    },
  };
}
