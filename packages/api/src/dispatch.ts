import type { Access, Actor, Principal } from '@earmark/accounts';
import type { Clock, Earmark, Logger } from '@earmark/core';
import { z } from 'zod';
import type { ClientAddress } from './http/client-address.ts';
import { principalOf, refuseCredential } from './http/credential.ts';
import { ifMatchOf, isUnchanged } from './http/etag.ts';
import type { Idempotency } from './http/idempotency.ts';
import { problemResponse, refuse } from './http/problem.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { readBody, readParams, readQuery } from './http/request-parts.ts';
import type { Answer, Call, Operation } from './operation.ts';
import {
  accountOf,
  type KnownAccounts,
  requireAdmin,
  requireRole,
  requireScope,
} from './rights.ts';

export interface DispatchParts {
  readonly access: Access;
  readonly accounts: KnownAccounts;
  readonly earmark: Earmark;
  readonly clock: Clock;
  readonly log: Logger;
  readonly rates: RateLimits;
  readonly idempotency: Idempotency;
}
export interface Incoming {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly client: ClientAddress;
  readonly requestId: string;
}

const noQuery = z.strictObject({});

/** The way of every request through its operation: who asks, may they, is it understood, do it, say what came of it. */
export function createDispatch(parts: DispatchParts) {
  const { access, accounts, earmark, rates, idempotency } = parts;

  async function permitted(
    operation: Operation,
    { request, client }: Incoming,
  ): Promise<{
    readonly visitor: Principal | undefined;
    readonly headers: Record<string, string>;
  }> {
    const { access: rule, method, guessable } = operation;
    if (guessable) await access.logins.attempt(client.address);
    const agent = request.headers.get('user-agent') ?? undefined;
    const visitor = await principalOf(request, access, { address: client.address, agent });
    const who = visitor ? idOf(visitor) : client.network;
    const headers = {
      ...rates.count(who, visitor ? 'known' : 'unknown'),
      ...(method === 'GET' ? {} : rates.count(who, 'write')),
    };
    if (rule.for === 'open') return { visitor, headers };
    if (!visitor) return refuseCredential();
    requireScope(visitor, rule.scope);
    if (rule.for === 'admin') requireAdmin(visitor);
    return { visitor, headers };
  }

  /** The account is taken out of the query: it is no parameter of the operation's own. */
  async function account(
    operation: Operation,
    principal: Principal | undefined,
    url: URL,
    request: Request,
    body: unknown,
  ): Promise<string | undefined> {
    const { access: rule } = operation;
    if (rule.for !== 'account' || !principal) return undefined;
    const named =
      rule.named === 'body'
        ? (body as { readonly account: string }).account
        : accountNamed(url, request);
    const name = await accountOf(named, principal, accounts);
    await requireRole(principal, name, rule.role, accounts);
    return name;
  }

  return async function dispatch(operation: Operation, incoming: Incoming): Promise<Response> {
    const { request, client, requestId } = incoming;
    try {
      const { visitor, headers } = await permitted(operation, incoming);
      const url = new URL(request.url);
      const body = operation.body ? await readBody(operation.body, request) : undefined;
      const name = await account(operation, visitor, url, request, body);
      const actor = actorOf(visitor, client.address, requestId);
      const call: Call<unknown, unknown, unknown> = {
        params: operation.params ? readParams(operation.params, incoming.params) : {},
        query: readQuery(operation.query ?? noQuery, url),
        body,
        visitor,
        get principal() {
          return visitor ?? refuseCredential();
        },
        get account() {
          return name ?? refuse(500, 'This operation is about no account.');
        },
        get earmark() {
          return name === undefined ? earmark : earmark.for(name);
        },
        actor,
        requestId,
        request,
        signal: request.signal,
        address: client.address,
        local: client.local,
        secure: client.secure,
        ifMatch: operation.ifMatch ? ifMatchOf(request) : undefined,
      };
      return respond(request, await answered(operation, call, visitor, name), headers);
    } catch (error) {
      const response = problemResponse(error, requestId);
      if (response.status >= 500)
        parts.log.error('a request failed', { requestId, operation: operation.id, error });
      return response;
    }
  };

  function answered(
    operation: Operation,
    call: Call<unknown, unknown, unknown>,
    visitor: Principal | undefined,
    account: string | undefined,
  ): Promise<Answer | Response> {
    const key = operation.idempotent ? call.request.headers.get('idempotency-key') : null;
    if (key === null || !visitor) return operation.handle(call);
    return idempotency.answer({
      key,
      owner: visitor.person.id,
      content: JSON.stringify([operation.id, account, call.params, call.query, call.body]),
      work: async () => {
        const answer = await operation.handle(call);
        return answer instanceof Response ? refuse(500, 'A stream cannot be kept.') : answer;
      },
    });
  }
}

function accountNamed(url: URL, request: Request): string | undefined {
  const named = [...url.searchParams.getAll('account'), ...headerOf(request)];
  const [first] = named;
  if (named.some((each) => each !== first)) refuse(400, 'Two accounts are named: say one.');
  if (url.searchParams.getAll('account').length > 1)
    refuse(400, 'The parameter "account" is given twice.');
  url.searchParams.delete('account');
  return first;
}

function headerOf(request: Request): readonly string[] {
  const header = request.headers.get('x-account');
  return header === null ? [] : [header];
}

function idOf({ via, person }: Principal): string {
  return 'key' in via ? `key/${via.key.id}` : `person/${person.id}`;
}

function actorOf(
  visitor: Principal | undefined,
  address: string | undefined,
  requestId: string,
): Actor {
  return {
    requestId,
    ...(address === undefined ? {} : { address }),
    ...(visitor ? { person: visitor.person.id } : {}),
    ...(visitor && 'key' in visitor.via ? { key: visitor.via.key.id } : {}),
  };
}

function respond(
  request: Request,
  answer: Answer | Response,
  extra: Readonly<Record<string, string>>,
): Response {
  if (answer instanceof Response) return answer;
  const { status, body, headers, etag } = answer;
  const all = { ...extra, ...headers, ...(etag === undefined ? {} : { etag }) };
  if (etag !== undefined && request.method === 'GET' && isUnchanged(request, etag))
    return new Response(null, { status: 304, headers: all });
  if (body === undefined) return new Response(null, { status, headers: all });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...all },
  });
}
