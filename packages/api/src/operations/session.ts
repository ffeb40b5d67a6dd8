import type { Person } from '@earmark/accounts';
import { z } from 'zod';
import { sessionCookie, tokenOf } from '../http/credential.ts';
import { refuse } from '../http/problem.ts';
import { type Call, created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';
import { password, person, personName, self, session } from '../schemas/people.ts';

const group = 'Session';

export function createSessionOperations({ access, accounts }: ApiParts): readonly Operation[] {
  /** A new session, never the one that somebody may have planted in the browser. */
  async function logIn(who: Person, { address, secure, request }: Call<unknown, unknown, unknown>) {
    const old = tokenOf(request);
    const before = old === undefined ? undefined : await access.bySession(old, { address });
    if (before && 'session' in before.via)
      await access.sessions.end(before.person.id, before.via.session.id, {
        person: before.person.id,
      });
    const agent = request.headers.get('user-agent') ?? undefined;
    const { token } = await access.sessions.start(who.id, { address, agent });
    return created(who, { headers: { 'set-cookie': sessionCookie(token, secure) } });
  }

  return [
    operation({
      id: 'getSetup',
      method: 'GET',
      path: '/api/setup',
      summary: 'Whether there is anybody yet, and whether a code is asked for',
      group,
      access: { for: 'open' },
      answers: {
        200: {
          description: 'How far it is',
          schema: z.object({ needed: z.boolean(), code: z.boolean() }),
        },
      },
      handle: async (call) => ok({ needed: !(await access.setup.isDone()), code: !call.local }),
    }),
    operation({
      id: 'setUp',
      method: 'POST',
      path: '/api/setup',
      summary: 'Makes the first person, who administers the server and owns every account',
      group,
      access: { for: 'open' },
      guessable: true,
      body: z.strictObject({ name: personName, password, code: z.string().max(20).optional() }),
      answers: {
        201: { description: 'Made, and logged in', schema: person },
        409: { description: 'The owner exists already' },
      },
      async handle(call) {
        const { name, password, code } = call.body;
        if (
          !(await access.setup.isDone()) &&
          !call.local &&
          !(await access.setup.isCode(code ?? ''))
        )
          refuse(
            403,
            'From another machine this needs the code that the server has printed (earmark people setup-code).',
            { code: 'setup-code' },
          );
        const owner = await access.setup.run({ name, password }, call.address);
        await access.logins.succeeded(call.address);
        return logIn(owner, call);
      },
    }),
    operation({
      id: 'logIn',
      method: 'POST',
      path: '/api/session',
      summary: 'Logs in by name and password; the session is in the cookie',
      group,
      access: { for: 'open' },
      guessable: true,
      body: z.strictObject({ name: personName, password }),
      answers: { 201: { description: 'Logged in', schema: person } },
      async handle(call) {
        const { name, password } = call.body;
        const who = await access.people.authenticate(name, password);
        if (!who) return refuse(401, 'Name and password do not fit.');
        await access.logins.succeeded(call.address);
        return logIn(who, call);
      },
    }),
    operation({
      id: 'getSession',
      method: 'GET',
      path: '/api/session',
      summary: 'Who asks, and what they reach',
      group,
      access: { for: 'person' },
      answers: { 200: { description: 'That', schema: self } },
      handle: async ({ principal }) =>
        ok({
          person: principal.person,
          accounts: (await accounts.names()).flatMap((name) => {
            const role = principal.roleIn(name);
            return role ? [{ name, role }] : [];
          }),
          scopes: principal.scopes,
        }),
    }),
    operation({
      id: 'logOut',
      method: 'DELETE',
      path: '/api/session',
      summary: 'Ends this session',
      group,
      access: { for: 'person' },
      answers: { 204: { description: 'Ended' } },
      async handle({ principal, actor, secure }) {
        if ('session' in principal.via)
          await access.sessions.end(principal.person.id, principal.via.session.id, actor);
        return nothing({ 'set-cookie': sessionCookie(undefined, secure) });
      },
    }),
    operation({
      id: 'listSessions',
      method: 'GET',
      path: '/api/sessions',
      summary: 'Where one is logged in',
      group,
      access: { for: 'person' },
      answers: {
        200: { description: 'All of them', schema: z.object({ items: z.array(session) }) },
      },
      async handle({ principal: { person, via } }) {
        const own = await access.sessions.list(person.id);
        const current = 'session' in via ? via.session.id : undefined;
        return ok({ items: own.map((each) => ({ ...each, current: each.id === current })) });
      },
    }),
    operation({
      id: 'endSession',
      method: 'DELETE',
      path: '/api/sessions/{id}',
      summary: 'Logs a device out',
      group,
      access: { for: 'person', scope: 'keys:write' },
      params: z.object({ id }),
      answers: { 204: { description: 'Ended' } },
      async handle({ principal, params, actor }) {
        await access.sessions.end(principal.person.id, params.id, actor);
        return nothing();
      },
    }),
  ];
}
