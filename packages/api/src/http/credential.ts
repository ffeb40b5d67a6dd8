import type { Access, Principal, Visitor } from '@earmark/accounts';
import { parse } from 'hono/utils/cookie';
import { refuse } from './problem.ts';

const cookieNames = { plain: 'earmark', secure: '__Host-earmark' } as const;
const longestKey = 200;
const lifetimeSeconds = 90 * 24 * 3600;

/** Who asks, by key or by cookie; nobody where neither is given. A key that does not hold is refused, not ignored. */
export async function principalOf(
  request: Request,
  access: Access,
  visitor: Visitor,
): Promise<Principal | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const [, key] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    const principal =
      key !== undefined && key.length <= longestKey ? await access.byKey(key, visitor) : undefined;
    return principal ?? refuseCredential();
  }
  const token = tokenOf(request);
  return token === undefined ? undefined : access.bySession(token, visitor);
}

/** The session's token, from whichever of the two cookies a browser was given. */
export function tokenOf(request: Request): string | undefined {
  const cookies = parse(request.headers.get('cookie') ?? '');
  return cookies[cookieNames.secure] ?? cookies[cookieNames.plain];
}

/** `Secure` cookies are dropped over plain http, so there it goes without. */
export function sessionCookie(token: string | undefined, secure: boolean): string {
  const name = secure ? cookieNames.secure : cookieNames.plain;
  const age = token === undefined ? 0 : lifetimeSeconds;
  return `${name}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure ? '; Secure' : ''}`;
}

export function refuseCredential(): never {
  refuse(401, 'Log in, or send a key that holds: Authorization: Bearer emk_….', {
    headers: { 'www-authenticate': 'Bearer realm="earmark"' },
  });
}
