import { isAtLeast, type Principal, type Role, type Scope } from '@earmark/accounts';
import { refuse } from './http/problem.ts';

/** The accounts there are, as far as rights go. */
export interface KnownAccounts {
  has(account: string): Promise<boolean>;
  /** What is meant where a request names none: the host's own. */
  readonly usual: string;
  names(): Promise<readonly string[]>;
}

export function requireScope(principal: Principal, scope: Scope | undefined): void {
  if (scope === undefined || principal.scopes.includes(scope)) return;
  refuse(403, `This key does not have the scope ${scope}.`, { code: 'scope' });
}

export function requireAdmin(principal: Principal): void {
  if (!principal.admin)
    refuse(403, 'Only who administers this server may do that.', { code: 'admin' });
}

/** An account that somebody cannot reach is one that is not there: the two answers are the same. */
export async function requireRole(
  principal: Principal,
  account: string,
  role: Role,
  accounts: KnownAccounts,
): Promise<void> {
  const held = principal.roleIn(account);
  if (held === undefined || !(await accounts.has(account)))
    refuse(404, 'There is no such account, or it is not yours.', { code: 'account' });
  if (!isAtLeast(held, role))
    refuse(403, `This needs the role ${role} in the account; yours is ${held}.`, { code: 'role' });
}

/** The one that is named, else the host's own, else the only one within reach. */
export async function accountOf(
  named: string | undefined,
  principal: Principal,
  accounts: KnownAccounts,
): Promise<string> {
  if (named !== undefined) return named;
  if (principal.roleIn(accounts.usual) && (await accounts.has(accounts.usual)))
    return accounts.usual;
  const reached = (await accounts.names()).filter((name) => principal.roleIn(name));
  const [only] = reached;
  if (reached.length === 1 && only !== undefined) return only;
  return refuse(400, 'Say which account is meant: ?account=NAME.', { code: 'account' });
}
