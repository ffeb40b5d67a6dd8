import { type ApiKey, everyAccount, type Principal, readScopes } from '@earmark/accounts';
import { z } from 'zod';
import { notThere, refuse } from '../http/problem.ts';
import { created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id, instant } from '../schemas/common.ts';
import { apiKey, newKey } from '../schemas/people.ts';

const group = 'Keys';
const own = { for: 'person', scope: 'keys:write' } as const;
const withId = z.object({ id });

/** Nobody gives a key what they have not themselves, or a key would make a stronger one. */
function requireReach(
  { scopes, via }: Principal,
  wanted: Pick<ApiKey, 'scopes' | 'accounts'>,
): void {
  const more = wanted.scopes.filter((scope) => !scopes.includes(scope));
  if (more.length > 0)
    refuse(403, `This cannot be given, as you have not got it: ${more.join(', ')}.`, {
      code: 'scope',
    });
  if (!('key' in via) || via.key.accounts.includes(everyAccount)) return;
  const others = wanted.accounts.filter((account) => !via.key.accounts.includes(account));
  if (others.length > 0)
    refuse(403, `Your key does not reach ${others.join(', ')}.`, { code: 'account' });
}

export function createKeyOperations({
  access: { keys, logins },
  clock,
}: ApiParts): readonly Operation[] {
  /** One's own, or anybody's for who administers the server. */
  async function reached(
    wanted: string,
    { person, admin }: { readonly person: { readonly id: string }; readonly admin: boolean },
  ) {
    const key = await keys.get(wanted);
    return key && (key.person === person.id || admin) ? key : notThere();
  }

  return [
    operation({
      id: 'listKeys',
      method: 'GET',
      path: '/api/keys',
      summary: 'One’s own keys; everybody’s with all=1, for who administers the server',
      group,
      access: own,
      query: z.strictObject({ all: z.literal('1').optional() }),
      answers: {
        200: { description: 'Newest first', schema: z.object({ items: z.array(apiKey) }) },
      },
      async handle({ principal, query }) {
        if (query.all && !principal.admin)
          refuse(403, 'Only who administers this server may see everybody’s keys.');
        return ok({ items: await keys.list(query.all ? undefined : principal.person.id) });
      },
    }),
    operation({
      id: 'createKey',
      method: 'POST',
      path: '/api/keys',
      summary: 'A new key; it is shown this one time',
      group,
      access: own,
      body: z.strictObject({
        name: z.string().min(1).max(100),
        scopes: z.array(z.string().max(50)).min(1).max(20),
        accounts: z.array(z.string().min(1).max(63)).min(1).max(100),
        expiresAt: instant.nullable().optional(),
      }),
      answers: { 201: { description: 'The key', schema: newKey } },
      async handle({ principal, body: { expiresAt, ...wanted }, actor }) {
        if (expiresAt && expiresAt <= clock.now()) refuse(400, 'expiresAt has passed already.');
        requireReach(principal, {
          accounts: wanted.accounts,
          scopes: readScopes(wanted.scopes.filter((word) => word !== 'all')),
        });
        const scopes = readScopes(wanted.scopes).filter((scope) =>
          principal.scopes.includes(scope),
        );
        return created(
          await keys.create(
            principal.person.id,
            { ...wanted, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) },
            actor,
          ),
        );
      },
    }),
    operation({
      id: 'revokeKey',
      method: 'DELETE',
      path: '/api/keys/{id}',
      summary: 'Revokes a key, at once',
      group,
      access: own,
      params: withId,
      answers: { 204: { description: 'Revoked' } },
      async handle({ principal, params, actor }) {
        await reached(params.id, principal);
        await keys.revoke(params.id, actor);
        return nothing();
      },
    }),
    operation({
      id: 'rotateKey',
      method: 'POST',
      path: '/api/keys/{id}/rotate',
      summary: 'A new key in the place of this one, which is revoked',
      group,
      access: own,
      params: withId,
      answers: { 201: { description: 'The new key', schema: newKey } },
      async handle({ principal, params, actor }) {
        requireReach(principal, await reached(params.id, principal));
        return created(await keys.rotate(params.id, actor));
      },
    }),
    operation({
      id: 'validateKey',
      method: 'POST',
      path: '/api/keys/validate',
      summary: 'Whether a key holds, until when and for what',
      group,
      access: { for: 'open' },
      guessable: true,
      body: z.strictObject({ key: z.string().max(200) }),
      answers: {
        200: {
          description: 'Whether it does',
          schema: z.object({
            valid: z.boolean(),
            reason: z.enum(['unknown', 'revoked', 'expired']).optional(),
            expires: instant.optional(),
            scopes: z.array(z.string()).optional(),
          }),
        },
      },
      async handle({ body, address }) {
        const result = await keys.check(body.key);
        if ('fault' in result) return ok({ valid: false, reason: result.fault });
        await logins.succeeded(address);
        const { expiresAt, scopes } = result.apiKey;
        return ok({
          valid: true,
          scopes,
          ...(expiresAt === undefined ? {} : { expires: expiresAt }),
        });
      },
    }),
  ];
}
