import { memberNamed, withPersonName } from '@earmark/accounts';
import { noticeKinds } from '@earmark/core';
import { z } from 'zod';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { named } from '../schemas/common.ts';
import { given } from './listing.ts';

const group = 'Notices';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const writes = { for: 'account', scope: 'settings:write', role: 'owner' } as const;
const params = z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'is not a name') });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 18:00');

const content = z.strictObject({
  notifier: z.string().min(1).max(50),
  /** Whose rule it is: a member of the account, by name or id. */
  person: z.string().min(1).max(100).optional(),
  /** Left out: every kind. */
  kinds: z.array(z.enum(noticeKinds)).min(1).max(20).optional(),
  /** Once a day, as one. Left out: at once. */
  daily: time.optional(),
  /** What comes in these hours is kept until they end. */
  quiet: z
    .array(z.strictObject({ from: time, to: time }))
    .max(20)
    .optional(),
  timeZone: z.string().max(64).optional(),
});
const rule = named(
  'NoticeRule',
  content.extend({
    name: z.string(),
    /** Its person has left the account: it tells nothing. */
    ended: z.boolean().optional(),
  }),
);

export const createNoticeRuleOperations = ({ access }: ApiParts): readonly Operation[] => [
  operation({
    id: 'listNoticeRules',
    method: 'GET',
    path: '/api/notices/rules',
    summary: 'What goes through which notifier, and when',
    group,
    access: reads,
    answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(rule) }) } },
    async handle({ earmark }) {
      const rules = await earmark.notices.rules();
      return ok({ items: await Promise.all(rules.map((each) => withPersonName(access, each))) });
    },
  }),
  operation({
    id: 'setNoticeRule',
    method: 'PUT',
    path: '/api/notices/rules/{name}',
    summary: 'A rule. A notifier that rules name tells only what they say',
    group,
    access: writes,
    params,
    body: content,
    answers: { 200: { description: 'It holds from now on', schema: rule } },
    async handle({ params: { name }, body, earmark, account, actor }) {
      const person = body.person && (await memberNamed(access, body.person, account)).id;
      const wanted = { notifier: body.notifier, ...given({ ...body, person }) };
      const set = await earmark.notices.setRule(name, wanted);
      await access.trail.note(actor, 'notice-rule-set', {
        account,
        target: name,
        after: given(body),
      });
      return ok(await withPersonName(access, set));
    },
  }),
  operation({
    id: 'removeNoticeRule',
    method: 'DELETE',
    path: '/api/notices/rules/{name}',
    summary: 'Removes a rule',
    group,
    access: writes,
    params,
    answers: { 204: { description: 'Gone' } },
    async handle({ params: { name }, earmark, account, actor }) {
      await earmark.notices.removeRule(name);
      await access.trail.note(actor, 'notice-rule-removed', { account, target: name });
      return nothing();
    },
  }),
];
