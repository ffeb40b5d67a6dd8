import { z } from 'zod';
import { notThere } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { instant, named } from '../schemas/common.ts';
import { fault } from '../schemas/library.ts';

const group = 'Notices';
const name = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, 'is not a notifier');
const notifier = named(
  'NotifierState',
  z.object({
    name: z.string(),
    sentAt: instant.optional(),
    failedAt: instant.optional(),
    fault: fault.optional(),
    /** Since something last arrived. */
    failures: z.int(),
    /** Its address is gone: a test that arrives turns it on again. */
    disabled: z.boolean().optional(),
  }),
);

export function createNoticeOperations({ access: { trail } }: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'listNotices',
      method: 'GET',
      path: '/api/notices',
      summary: 'Through what an account tells its people',
      group,
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      answers: {
        200: {
          description: 'Its notifiers, and how they do',
          schema: z.object({ items: z.array(notifier) }),
        },
      },
      async handle({ earmark }) {
        const states = await earmark.notices.notifiers();
        return ok({ items: states.map(({ gathering: _, retryAt: __, ...shown }) => shown) });
      },
    }),
    operation({
      id: 'testNotice',
      method: 'POST',
      path: '/api/notices/{name}/test',
      summary: 'Sends one message, and says whether it was taken',
      group,
      access: { for: 'account', scope: 'settings:write', role: 'owner' },
      params: z.object({ name }),
      answers: {
        204: { description: 'The service took it' },
        400: { description: 'Its settings are wrong' },
        422: { description: 'The service refused what it was sent' },
        502: { description: 'The service does not answer, or refuses the credentials' },
        503: { description: 'It could not be sent from here' },
      },
      async handle({ params, earmark, account, actor }) {
        if (!earmark.own.notifiers?.some((each) => each.name === params.name)) notThere();
        await earmark.tryNotifier(params.name);
        await trail.note(actor, 'notice-tested', { account, target: params.name });
        return nothing();
      },
    }),
  ];
}
