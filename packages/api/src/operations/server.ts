import { z } from 'zod';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { instant, named, whole } from '../schemas/common.ts';
import { given } from './listing.ts';

const group = 'Server';

const auditEntry = named(
  'AuditEntry',
  z.object({
    seq: z.int(),
    at: instant,
    what: z.string(),
    person: z.string().optional(),
    /** Left out where the person was removed since. */
    name: z.string().optional(),
    key: z.string().optional(),
    account: z.string().optional(),
    target: z.string().optional(),
    before: z.string().optional(),
    after: z.string().optional(),
    address: z.string().optional(),
    requestId: z.string().optional(),
  }),
);

export function createServerOperations(parts: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'health',
      method: 'GET',
      path: '/health',
      summary: 'The process is alive: asks no one and reads nothing',
      group,
      access: { for: 'open' },
      answers: {
        200: {
          description: 'It lives',
          schema: z.object({ status: z.literal('ok'), version: z.string() }),
        },
      },
      handle: async () => ok({ status: 'ok', version: parts.version }),
    }),
    operation({
      id: 'ready',
      method: 'GET',
      path: '/ready',
      summary: 'It can serve: the state is open, and it is not stopping',
      group,
      access: { for: 'open' },
      answers: {
        200: { description: 'It can', schema: z.object({ ready: z.boolean() }) },
        503: {
          description: 'Not now; the reasons are for who administers it',
          type: 'application/json',
          schema: z.object({ ready: z.boolean(), reasons: z.array(z.string()).optional() }),
        },
      },
      async handle({ visitor }) {
        const reasons = [...parts.unready(), ...(await storeFaults(parts))];
        if (reasons.length === 0) return ok({ ready: true });
        return { status: 503, body: { ready: false, ...(visitor?.admin ? { reasons } : {}) } };
      },
    }),
    operation({
      id: 'metrics',
      method: 'GET',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      group,
      access: { for: 'person', scope: 'metrics:read' },
      answers: {
        200: { description: 'In its text format', type: 'text/plain', schema: z.string() },
      },
      // How many accounts there are is for those alone who see all of them.
      handle: async ({ principal }) =>
        new Response(await parts.metrics(principal.person.admin), {
          headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        }),
    }),
    operation({
      id: 'listAudit',
      method: 'GET',
      path: '/api/audit',
      summary: 'Who changed what, newest first',
      group,
      access: { for: 'admin', scope: 'admin' },
      query: z.strictObject({
        account: z.string().max(63).optional(),
        person: z.string().max(100).optional(),
        what: z.string().max(100).optional(),
        before: whole(0, Number.MAX_SAFE_INTEGER).optional(),
        limit: whole(1, 500).optional(),
      }),
      answers: {
        200: {
          description: 'A page; go on before the last number',
          schema: z.object({ items: z.array(auditEntry) }),
        },
      },
      async handle({ query }) {
        const [entries, people] = await Promise.all([
          parts.audit.list(given(query)),
          parts.access.people.list(),
        ]);
        const names = new Map(people.map(({ id, name }) => [id, name]));
        const items = entries.map((entry) => ({
          ...entry,
          ...given({ name: entry.person === undefined ? undefined : names.get(entry.person) }),
        }));
        return ok({ items });
      },
    }),
  ];
}

async function storeFaults({ records }: ApiParts): Promise<readonly string[]> {
  try {
    await records.get('setup', 'done');
    return [];
  } catch (error) {
    return [`the state cannot be read: ${String(error)}`];
  }
}
