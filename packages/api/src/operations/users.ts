import {
  type AccountStatus,
  type ControlAction,
  isAtLeast,
  type Principal,
} from '@earmark/accounts';
import { z } from 'zod';
import { requireMatch, strongTag } from '../http/etag.ts';
import { notThere, problemOf } from '../http/problem.ts';
import { accepted, created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { accountStatus, configuration, outcomes, started } from '../schemas/accounts.ts';
import { accountName, instant, named } from '../schemas/common.ts';
import { given } from './listing.ts';

const group = 'Accounts';

export function createUserOperations({
  accounts,
  access: { members },
}: ApiParts): readonly Operation[] {
  const shown = (status: AccountStatus, principal: Principal) => ({
    ...status,
    role: principal.roleIn(status.name) ?? 'viewer',
  });

  async function reached(principal: Principal, role: 'viewer' | 'member') {
    const all = await accounts.list();
    return all.filter(({ name }) => isAtLeast(principal.roleIn(name), role));
  }

  /** Each account by itself: one that refuses holds no other up. */
  async function each(
    principal: Principal,
    action: ControlAction,
    actor: Parameters<typeof accounts.control>[2],
    requestId: string,
  ) {
    const targets = await reached(principal, 'member');
    const wanted =
      action === 'start' ? targets.filter(({ settings }) => settings.enabled) : targets;
    const results = await Promise.all(
      wanted.map(async ({ name: account }) => {
        try {
          const { ...outcome } = await accounts.control(account, action, actor);
          return { account, status: 202, ...outcome };
        } catch (error) {
          const { status, detail } = problemOf(error, requestId).problem;
          return { account, status, detail };
        }
      }),
    );
    return ok({ results });
  }

  return [
    operation({
      id: 'listUsers',
      method: 'GET',
      path: '/api/users',
      summary: 'The accounts within reach, with what they do and have done',
      group,
      access: { for: 'person', scope: 'albums:read' },
      answers: {
        200: {
          description: 'All of them',
          schema: named(
            'Users',
            z.object({
              users: z.array(accountStatus),
              totals: z.object({
                users: z.int(),
                running: z.int(),
                enabled: z.int(),
                maxConcurrent: z.int(),
                total: z.int(),
                processed: z.int(),
                skipped: z.int(),
                errors: z.int(),
                batches: z.int(),
              }),
            }),
          ),
        },
      },
      async handle({ principal }) {
        const users = (await reached(principal, 'viewer')).map((each) => shown(each, principal));
        const { maxConcurrent } = await accounts.totals();
        const sum = (count: 'total' | 'processed' | 'skipped' | 'errors' | 'batches') =>
          users.reduce((all, { statistics }) => all + statistics[count], 0);
        return ok({
          users,
          // Of those within reach: how many others there are is nobody's business.
          totals: {
            users: users.length,
            running: users.filter(({ state }) => state === 'running').length,
            enabled: users.filter(({ settings }) => settings.enabled).length,
            maxConcurrent,
            total: sum('total'),
            processed: sum('processed'),
            skipped: sum('skipped'),
            errors: sum('errors'),
            batches: sum('batches'),
          },
        });
      },
    }),
    operation({
      id: 'getUser',
      method: 'GET',
      path: '/api/users/{name}',
      summary: 'One account',
      group,
      access: { for: 'person', scope: 'albums:read' },
      params: z.object({ name: accountName }),
      answers: { 200: { description: 'The account', schema: accountStatus } },
      async handle({ principal, params: { name } }) {
        const status = (await reached(principal, 'viewer')).find((each) => each.name === name);
        if (!status) return notThere();
        return ok(shown(status, principal), { etag: strongTag(status.revision) });
      },
    }),
    operation({
      id: 'createUser',
      method: 'POST',
      path: '/api/users',
      summary: 'A new account, of a library that does not lie below the USERS folder',
      group,
      access: { for: 'admin', scope: 'settings:write' },
      body: z.strictObject({
        name: z.string().max(300),
        folder: z.string().min(1).max(4096).optional(),
      }),
      answers: { 201: { description: 'Made', schema: accountStatus } },
      async handle({ body: { name, folder }, actor, principal }) {
        const status = await accounts.create(
          { name, ...(folder === undefined ? {} : { folder }) },
          actor,
        );
        return created(shown(status, principal), { etag: strongTag(status.revision) });
      },
    }),
    operation({
      id: 'removeUser',
      method: 'DELETE',
      path: '/api/users/{name}',
      summary:
        'Removes an account: its settings and memberships go. Media are not touched; its journal stays, for undo once it is made again',
      group,
      access: { for: 'admin', scope: 'settings:write' },
      params: z.object({ name: accountName }),
      answers: {
        204: { description: 'Gone' },
        409: { description: 'It is at work, or the host’s own' },
      },
      async handle({ params: { name }, actor }) {
        if (!(await accounts.has(name))) notThere();
        await accounts.remove(name, actor);
        await members.removeFrom(name, actor);
        return nothing();
      },
    }),
    operation({
      id: 'control',
      method: 'POST',
      path: '/api/control',
      summary: 'Starts, stops, pauses, resumes, enables or disables an account',
      group,
      access: { for: 'account', scope: 'runs:write', role: 'member', named: 'body' },
      body: z.strictObject({
        account: accountName,
        action: z.enum(['start', 'stop', 'pause', 'resume', 'enable', 'disable']),
        /** When a pause ends by itself. */
        until: instant.optional(),
      }),
      answers: {
        202: { description: 'Its run, its place in the row, or that it is so', schema: started },
        400: { description: '`until` lies behind, or belongs to no pause' },
        409: { description: 'It is so already' },
        423: { description: 'The account is disabled' },
      },
      async handle({ body: { action, until }, account, actor }) {
        const begun = await accounts.control(account, action, actor, given({ until }));
        return accepted(begun ?? { done: true });
      },
    }),
    operation({
      id: 'configure',
      method: 'POST',
      path: '/api/configure',
      summary: 'Changes settings of an account: those that are given',
      group,
      access: { for: 'account', scope: 'settings:write', role: 'owner', named: 'body' },
      body: configuration,
      ifMatch: true,
      answers: { 200: { description: 'As it is now', schema: accountStatus } },
      async handle({ body, account, actor, principal, ifMatch }) {
        const {
          account: _account,
          batch_size,
          interval_minutes,
          twitch_notifications,
          ...own
        } = body;
        const changes = {
          ...(batch_size === undefined ? {} : { batchSize: batch_size }),
          ...(interval_minutes === undefined ? {} : { intervalMinutes: interval_minutes }),
          ...(twitch_notifications === undefined ? {} : { notices: twitch_notifications }),
          ...own,
        };
        const { revision } = (await accounts.get(account)) ?? notThere();
        requireMatch(strongTag(revision), ifMatch);
        const status = await accounts.configure(account, changes, actor, revision);
        return ok(shown(status, principal), { etag: strongTag(status.revision) });
      },
    }),
    ...(['start', 'stop'] as const).map((action) =>
      operation({
        id: `${action}All`,
        method: 'POST',
        path: `/api/${action}-all`,
        summary: `${action === 'start' ? 'Starts every enabled account' : 'Stops every account'} within reach`,
        group,
        access: { for: 'person', scope: 'runs:write' },
        answers: { 200: { description: 'What came of each', schema: outcomes } },
        handle: ({ principal, actor, requestId }) => each(principal, action, actor, requestId),
      }),
    ),
  ];
}
