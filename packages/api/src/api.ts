import { randomUUID } from 'node:crypto';
import type { Access, Accounts, Calendars } from '@earmark/accounts';
import { type Clock, type Earmark, type Logger, silentLog, systemClock } from '@earmark/core';
import { Hono } from 'hono';
import type { Backups } from './backups.ts';
import { createDispatch } from './dispatch.ts';
import { createClientAddresses, type Peer } from './http/client-address.ts';
import { createCursors } from './http/cursors.ts';
import { createGuard } from './http/guard.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createMethods } from './http/methods.ts';
import { type Pages, pageResponse } from './http/pages.ts';
import { problemResponse, refusal, refuse } from './http/problem.ts';
import { createRateLimits, type RateAllowances, usualRates } from './http/rate-limits.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createMetrics, gauge } from './metrics.ts';
import { openApiDocument } from './openapi/document.ts';
import type { Operation } from './operation.ts';
import { createBackupOperations } from './operations/backups.ts';
import { createCalendarOperations } from './operations/calendars.ts';
import { createDocsOperation } from './operations/docs.ts';
import { createOperations } from './operations/index.ts';
import type { ApiParts } from './parts.ts';
import { createConnections } from './push/connections.ts';
import { createFeed } from './push/feed.ts';
import { createSockets, type SocketSession } from './push/socket.ts';
import { createTickets } from './push/tickets.ts';
import type { KnownAccounts } from './rights.ts';

export interface ApiOptions {
  /** The host's own account; others are reached by `for`. */
  readonly earmark: Earmark;
  readonly access: Access;
  readonly accounts: Accounts;
  readonly calendars: Calendars;
  /** Of the host's store. Without them the backups' addresses answer 501. */
  readonly backups?: Backups;
  /** Host names it is called by, with their port, besides those of the loopback: `music.local:5002`. */
  readonly hosts?: readonly string[];
  /** Where people reach it, behind a proxy. */
  readonly publicUrl?: string;
  /** Addresses or CIDR ranges whose forwarded headers are believed. */
  readonly trustedProxies?: readonly string[];
  readonly rates?: Partial<RateAllowances>;
  /** Operations of the host or of other packages: the same rules hold for them. */
  readonly operations?: (parts: ApiParts) => readonly Operation[];
  /** Pages to show at every address that is not the API's. */
  readonly pages?: Pages;
  readonly version?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
}
export interface Api {
  /** Mount it anywhere. `peer`: the other end of the connection, as the socket says, never a header. */
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** A WebSocket upgrade of `/ws`: the refusal, or what goes on over the wire. */
  upgrade(request: Request, peer?: Peer): Promise<Response | SocketSession>;
  /** All routes, with who may call them. */
  readonly operations: readonly Operation[];
  /** OpenAPI 3.1. */
  readonly document: Readonly<Record<string, unknown>>;
  /** From now on `/ready` says no. */
  drain(): void;
  /** Ends streams and sockets. What was passed in stays open. */
  close(): Promise<void>;
}

/** The whole API as one fetch handler. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { earmark, access, accounts } = options;
  const { clock = systemClock, log = silentLog, version = '0.0.0' } = options;
  const { records, audit, events } = await earmark.shared();
  const guard = createGuard({
    hosts: options.hosts ?? [],
    ...(options.publicUrl ? { publicUrl: new URL(options.publicUrl) } : {}),
  });
  const clientOf = createClientAddresses(options.trustedProxies ?? []);
  const metrics = createMetrics(version);
  const feed = createFeed({ events, clock, log });
  const connections = createConnections({ feed, access, audit, clock, log });
  const tickets = createTickets(clock);
  const sockets = createSockets({ guard, access, connections, tickets, clock });
  let draining = false;

  const parts: ApiParts = {
    earmark,
    access,
    accounts,
    records,
    audit,
    events,
    browse: async (account) => (await earmark.for(account).store()).browse,
    clock,
    log,
    cursors: createCursors(records),
    feed,
    connections,
    tickets,
    version,
    unready: () => (draining ? ['the server is stopping'] : []),
    metrics: async (withAccounts) => {
      const { running, enabled, users } = await accounts.totals();
      return metrics.text([
        gauge('earmark_ws_clients', 'Who listens to events', connections.count),
        {
          ...gauge('earmark_events_sent_total', 'Events that went out', feed.sent),
          kind: 'counter',
        },
        ...(withAccounts
          ? [
              gauge('earmark_accounts', 'Accounts there are', users),
              gauge('earmark_accounts_running', 'Accounts that work at the moment', running),
              gauge('earmark_accounts_enabled', 'Accounts that are enabled', enabled),
            ]
          : []),
      ]);
    },
  };
  const operations: readonly Operation[] = [
    ...createOperations(parts),
    ...createCalendarOperations(parts, options.calendars),
    ...createBackupOperations(parts, options.backups),
    createDocsOperation(() => operations),
    ...(options.operations?.(parts) ?? []),
  ];
  const document = openApiDocument(operations, version);
  const known: KnownAccounts = { usual: earmark.account, has: accounts.has, names: accounts.names };
  const dispatch = createDispatch({
    access,
    accounts: known,
    earmark,
    clock,
    log,
    rates: createRateLimits(clock, { ...usualRates, ...options.rates }),
    idempotency: createIdempotency(records, clock),
  });
  const base = options.publicUrl ? new URL(options.publicUrl).pathname : '/';
  const app = routes();

  function routes() {
    const hono = new Hono<{ Bindings: { readonly peer: Peer; readonly requestId: string } }>();
    for (const operation of operations) {
      hono.on(operation.method, honoPath(operation.path), async (context) => {
        const { peer, requestId } = context.env;
        const request = context.req.raw;
        const params = context.req.param() as Readonly<Record<string, string>>;
        const started = clock.monotonic();
        const response = await dispatch(operation, {
          request,
          params,
          client: clientOf(request, peer),
          requestId,
        });
        const seconds = (clock.monotonic() - started) / 1000;
        metrics.observe(operation.path, request.method, response.status, seconds);
        return response;
      });
    }
    hono.get('/openapi.json', (context) => context.json(document));
    const methodsOf = createMethods(operations);
    hono.notFound(({ env: { requestId }, req }) => {
      const page = options.pages && pageResponse(options.pages, req.raw, base);
      return page ?? problemResponse(noRoute(req.method, methodsOf(req.path)), requestId);
    });
    hono.onError((error, { env: { requestId } }) => problemResponse(error, requestId));
    return hono;
  }

  return {
    operations,
    document,
    async fetch(request, peer = {}) {
      const requestId = randomUUID();
      try {
        guard.check(request);
      } catch (error) {
        return finished(problemResponse(error, requestId), requestId);
      }
      return finished(await app.fetch(below(base, request), { peer, requestId }), requestId);
    },
    async upgrade(request, peer = {}) {
      const requestId = randomUUID();
      try {
        if (new URL(below(base, request).url).pathname !== '/ws')
          refuse(404, 'There is no such address.');
        return await sockets.accept(request, clientOf(request, peer));
      } catch (error) {
        return finished(problemResponse(error, requestId), requestId);
      }
    },
    drain() {
      draining = true;
    },
    async close() {
      draining = true;
      metrics.close();
      await connections.close();
      await feed.close();
    },
  };
}

/** A proxy that passes the base path on asks for the same as one that takes it off. */
function below(base: string, request: Request): Request {
  if (base === '/') return request;
  const url = new URL(request.url);
  if (!url.pathname.startsWith(base)) return request;
  url.pathname = url.pathname.slice(base.length - 1);
  return new Request(url, request);
}

const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

function noRoute(method: string, allowed: readonly string[]) {
  if (allowed.length === 0) return refusal(404, 'There is no such address.');
  const allow = allowed.join(', ');
  return refusal(405, `This address takes ${allow}, not ${method}.`, { headers: { allow } });
}

/** What every answer says, unless its operation knew better. */
function finished(response: Response, requestId: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(securityHeaders))
    if (!headers.has(name)) headers.set(name, value);
  headers.set('x-request-id', requestId);
  return response;
}
