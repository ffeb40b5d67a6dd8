import { z } from 'zod';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id, instant, named } from '../schemas/common.ts';
import { fault } from '../schemas/library.ts';

const group = 'Notices';
const path = '/api/notices/outbox/{id}';
const writes = { for: 'account', scope: 'settings:write', role: 'owner' } as const;
const params = z.object({ id });
const busy = { 409: { description: 'It is being sent just now' } };

const outgoing = named(
  'OutgoingNotice',
  z.object({
    id: z.string(),
    notifier: z.string(),
    state: z.enum(['waiting', 'sending', 'failed', 'unknown']),
    dueAt: instant,
    gathers: z.boolean().optional(),
    attempts: z.int(),
    fault: fault.optional(),
    notice: z.object({
      kind: z.string(),
      level: z.enum(['info', 'warning', 'failure']),
      title: z.string(),
      text: z.string(),
      key: z.string(),
      account: z.string(),
      count: z.int().optional(),
      url: z.string().optional(),
      at: instant,
    }),
  }),
);

export const createOutboxOperations = ({ access: { trail } }: ApiParts): readonly Operation[] => [
  operation({
    id: 'listOutbox',
    method: 'GET',
    path: '/api/notices/outbox',
    summary: 'Notices that have not arrived. `unknown`: a kill interrupted it, so it may have',
    group,
    access: { for: 'account', scope: 'albums:read', role: 'viewer' },
    answers: {
      200: { description: 'Oldest first', schema: z.object({ items: z.array(outgoing) }) },
    },
    handle: async ({ earmark }) => ok({ items: await earmark.notices.outbox() }),
  }),
  operation({
    id: 'retryNotice',
    method: 'POST',
    path: `${path}/retry`,
    summary: 'Sends a notice now. Whether it arrived, the outbox says',
    group,
    access: writes,
    params,
    answers: { 204: { description: 'It was tried' }, ...busy },
    async handle({ params, earmark, account, actor }) {
      await earmark.notices.retry(params.id);
      await trail.note(actor, 'notice-retried', { account, target: params.id });
      return nothing();
    },
  }),
  operation({
    id: 'discardNotice',
    method: 'DELETE',
    path,
    summary: 'A notice that is not to be sent any more',
    group,
    access: writes,
    params,
    answers: { 204: { description: 'Gone' }, ...busy },
    async handle({ params, earmark, account, actor }) {
      await earmark.notices.discard(params.id);
      await trail.note(actor, 'notice-discarded', { account, target: params.id });
      return nothing();
    },
  }),
];
