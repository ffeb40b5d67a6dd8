import type { HeldLease } from '@earmark/core';
import { z } from 'zod';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id, instant, named } from '../schemas/common.ts';

const group = 'Work';
const lease = named(
  'Lease',
  z.object({
    id: z.string(),
    /** `account`: whoever writes its files; `file`: one of them. */
    of: z.enum(['account', 'file']),
    target: z.string().optional(),
    holder: z.object({ host: z.string(), pid: z.int(), account: z.string().optional() }),
    since: instant.optional(),
    /** The last heartbeat, by the holder's clock. */
    beatAt: instant.optional(),
    /** `dead`: its process is gone; `stale`: nothing was heard of it for too long. */
    state: z.enum(['held', 'stale', 'dead']),
  }),
);

export const createLeaseOperations = ({ access: { trail } }: ApiParts): readonly Operation[] => [
  operation({
    id: 'listLeases',
    method: 'GET',
    path: '/api/leases',
    summary: 'Which processes hold the right to write the account’s files now',
    group,
    access: { for: 'account', scope: 'albums:read', role: 'viewer' },
    answers: {
      200: { description: 'All of them', schema: z.object({ items: z.array(lease) }) },
    },
    handle: async ({ earmark }) => ok({ items: (await earmark.leases.list()).map(shown) }),
  }),
  operation({
    id: 'takeLease',
    method: 'DELETE',
    path: '/api/leases/{id}',
    summary: 'Takes a lease away from a holder that is dead or silent for too long',
    group,
    access: { for: 'account', scope: 'runs:write', role: 'owner' },
    params: z.object({ id }),
    answers: {
      204: { description: 'Gone' },
      423: { description: 'Its holder lives: stop its run instead' },
    },
    async handle({ params, earmark, account, actor }) {
      await earmark.leases.takeAway(params.id);
      await trail.note(actor, 'lease-taken', { account, target: params.id });
      return nothing();
    },
  }),
];

/** Without the key, which may be a path of this machine. */
function shown({ id, of, target, holder, since, beatAt = 0, state }: HeldLease) {
  return {
    id,
    of,
    holder,
    state,
    ...(target === undefined ? {} : { target }),
    ...(since > 0 ? { since } : {}),
    ...(beatAt > 0 ? { beatAt: Math.round(beatAt) } : {}),
  };
}
