import { z } from 'zod';
import { refuse } from '../http/problem.ts';
import { created, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { eventStream } from '../push/stream.ts';
import { accountName, anyJson, instant, named, whole } from '../schemas/common.ts';

const group = 'Events';
const reads = { for: 'person', scope: 'albums:read' } as const;

const loggedEvent = named(
  'Event',
  z.object({
    seq: z.int(),
    at: instant,
    account: accountName,
    run: z.string().optional(),
    event: z.string(),
    data: anyJson,
  }),
);

export function createEventOperations(parts: ApiParts): readonly Operation[] {
  const { connections, tickets, clock, events } = parts;
  return [
    operation({
      id: 'streamEvents',
      method: 'GET',
      path: '/api/events',
      summary:
        'What happens, as server-sent events: continue with Last-Event-ID or after. A `resync` event says that some were missed',
      group,
      access: reads,
      query: z.strictObject({
        after: whole(0, Number.MAX_SAFE_INTEGER).optional(),
        account: accountName.optional(),
      }),
      answers: { 200: { description: 'A stream', type: 'text/event-stream', schema: z.string() } },
      async handle({ principal, query, request, signal }) {
        const last = request.headers.get('last-event-id');
        if (last !== null && !/^\d{1,15}$/.test(last))
          refuse(400, 'Last-Event-ID is the number of an event.');
        const after = last === null ? query.after : Number(last);
        return eventStream(connections, {
          principal,
          after,
          account: query.account,
          clock,
          signal,
        });
      },
    }),
    operation({
      id: 'listEvents',
      method: 'GET',
      path: '/api/events/log',
      summary: 'What happened in an account, from the log, oldest first',
      group,
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      query: z.strictObject({
        after: whole(0, Number.MAX_SAFE_INTEGER).optional(),
        run: z.string().max(100).optional(),
        limit: whole(1, 1000).optional(),
      }),
      answers: {
        200: {
          description: 'A page; go on after the last number',
          schema: z.object({ items: z.array(loggedEvent), first: z.int(), last: z.int() }),
        },
      },
      async handle({ query: { after = 0, run, limit = 200 }, account }) {
        const items = await events.list({
          since: after,
          account,
          limit,
          ...(run === undefined ? {} : { run }),
        });
        return ok({ items, ...(await events.span()) });
      },
    }),
    operation({
      id: 'createTicket',
      method: 'POST',
      path: '/api/ws-ticket',
      summary:
        'Opens /ws?ticket=… once within 30 seconds, where neither cookie nor header can be sent',
      group,
      access: reads,
      answers: {
        201: {
          description: 'The ticket',
          schema: z.object({ ticket: z.string(), expiresAt: instant }),
        },
      },
      handle: async ({ principal }) => created(tickets.issue(principal)),
    }),
  ];
}
