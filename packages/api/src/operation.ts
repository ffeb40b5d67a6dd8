import type { Actor, Principal, Role, Scope } from '@earmark/accounts';
import type { Earmark } from '@earmark/core';
import type { z } from 'zod';

/**
 * Who may call an operation. There is no other way in: an operation without it cannot be written down.
 *  - `open`: anybody.
 *  - `person`: whoever has logged in or has a key, about themselves.
 *  - `account`: with this role in the account that is asked about, and a credential with this scope.
 *  - `admin`: who administers the installation.
 */
export type AccessRule =
  | { readonly for: 'open' }
  | { readonly for: 'person'; readonly scope?: Scope }
  | {
      readonly for: 'account';
      readonly scope: Scope;
      readonly role: Role;
      /** Where the account is named. Default: `?account=`, or the header `X-Account`. */
      readonly named?: 'body';
    }
  | { readonly for: 'admin'; readonly scope?: Scope };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type AnswerSchema = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Default `application/json`. Several, where the request says which. */
  readonly type?: string | readonly string[];
};

/** One method of one path, with all that is to be known about it: routes, documentation, client types and the tests of access follow from it. */
export interface Operation {
  readonly id: string;
  readonly method: Method;
  /** `/api/albums/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly group: string;
  readonly access: AccessRule;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** By status, without those that every operation has (400, 401, 403, 404, 429 …). */
  readonly answers: Readonly<Record<number, AnswerSchema>>;
  /** `If-Match` must give the ETag of what is changed. */
  readonly ifMatch?: boolean;
  /** `Idempotency-Key` is heeded. */
  readonly idempotent?: boolean;
  /** Passwords and keys can be tried here. */
  readonly guessable?: boolean;
  /** What the schemas have read is in the call. */
  handle(call: Call<unknown, unknown, unknown>): Promise<Answer | Response>;
}

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who asks. Throws where the operation is open and nobody logged in. */
  readonly principal: Principal;
  readonly visitor: Principal | undefined;
  /** The account that is asked about. Throws where the operation is about none. */
  readonly account: string;
  readonly earmark: Earmark;
  /** For the audit. */
  readonly actor: Actor;
  readonly requestId: string;
  readonly request: Request;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
  /** The client's own network address. */
  readonly address: string | undefined;
  /** From this machine itself, with no proxy in between. */
  readonly local: boolean;
  /** It came over TLS, by the socket or by a trusted proxy's word. */
  readonly secure: boolean;
  /** The ETag that `If-Match` gives, where the operation asks for it. */
  readonly ifMatch: string | undefined;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What `If-Match` and `If-None-Match` compare. A list's is weak. */
  readonly etag?: string;
}

type Read<Schema, None> = Schema extends z.ZodType ? z.output<Schema> : None;
type Empty = Readonly<Record<string, never>>;

/** Ties an operation's handler to its schemas. */
export function operation<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  spec: Omit<Operation, 'handle' | 'params' | 'query' | 'body'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    handle(
      call: Call<Read<Params, Empty>, Read<Query, Empty>, Read<Body, undefined>>,
    ): Promise<Answer | Response>;
  },
): Operation {
  const { params, query, body, handle, ...rest } = spec;
  return {
    ...rest,
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body ? { body } : {}),
    handle: (call) => handle(call as Parameters<typeof handle>[0]),
  };
}

export const ok = (body: unknown, more: Omit<Answer, 'status' | 'body'> = {}): Answer => ({
  status: 200,
  body,
  ...more,
});
export const created = (body: unknown, more: Omit<Answer, 'status' | 'body'> = {}): Answer => ({
  status: 201,
  body,
  ...more,
});
export const accepted = (body: unknown): Answer => ({ status: 202, body });
export const nothing = (headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 204,
  headers,
});
