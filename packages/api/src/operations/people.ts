import { z } from 'zod';
import { requireMatch, strongTag } from '../http/etag.ts';
import { notThere, refuse } from '../http/problem.ts';
import { created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { accountName, id } from '../schemas/common.ts';
import { membership, password, person, personName, role } from '../schemas/people.ts';

const group = 'People';
const admin = { for: 'admin', scope: 'admin' } as const;
const withId = z.object({ id });
const membershipParams = z.object({ id, account: accountName });

export function createPeopleOperations({ access, accounts }: ApiParts): readonly Operation[] {
  const { people, members } = access;

  async function found(wanted: string) {
    return (await people.get(wanted)) ?? notThere();
  }

  return [
    operation({
      id: 'listPeople',
      method: 'GET',
      path: '/api/people',
      summary: 'Everyone who can log in',
      group,
      access: admin,
      answers: {
        200: {
          description: 'By name',
          schema: z.object({ items: z.array(person), memberships: z.array(membership) }),
        },
      },
      async handle() {
        const items = await people.list();
        const memberships = await Promise.all(items.map((each) => members.of(each.id)));
        return ok({ items, memberships: memberships.flat() });
      },
    }),
    operation({
      id: 'createPerson',
      method: 'POST',
      path: '/api/people',
      summary: 'Somebody new',
      group,
      access: admin,
      body: z.strictObject({
        name: personName,
        password: password.optional(),
        admin: z.boolean().optional(),
      }),
      answers: {
        201: { description: 'Made', schema: person },
        409: { description: 'The name is taken' },
      },
      async handle({ body: { name, password, admin }, actor }) {
        const made = await people.create(
          {
            name,
            ...(password === undefined ? {} : { password }),
            ...(admin === undefined ? {} : { admin }),
          },
          actor,
        );
        return created(made, { etag: strongTag(made.revision) });
      },
    }),
    operation({
      id: 'changeSelf',
      method: 'PATCH',
      path: '/api/people/me',
      summary: 'One’s own name or password. A new password ends all sessions',
      group,
      access: { for: 'person', scope: 'keys:write' },
      guessable: true,
      body: z.strictObject({
        name: personName.optional(),
        password: password.optional(),
        currentPassword: password,
      }),
      answers: { 200: { description: 'As it is now', schema: person } },
      async handle({ principal, body: { name, password, currentPassword }, actor, address }) {
        const who = await people.authenticate(principal.person.name, currentPassword);
        if (!who) return refuse(403, 'The current password is not right.', { code: 'password' });
        await access.logins.succeeded(address);
        return ok(
          await people.update(
            who.id,
            {
              ...(name === undefined ? {} : { name }),
              ...(password === undefined ? {} : { password }),
            },
            actor,
          ),
        );
      },
    }),
    operation({
      id: 'getPerson',
      method: 'GET',
      path: '/api/people/{id}',
      summary: 'One person',
      group,
      access: admin,
      params: withId,
      answers: { 200: { description: 'The person', schema: person } },
      async handle({ params }) {
        const who = await found(params.id);
        return ok(who, { etag: strongTag(who.revision) });
      },
    }),
    operation({
      id: 'changePerson',
      method: 'PATCH',
      path: '/api/people/{id}',
      summary: 'Changes a person: those fields that are given',
      group,
      access: admin,
      params: withId,
      ifMatch: true,
      body: z.strictObject({
        name: personName.optional(),
        password: password.optional(),
        admin: z.boolean().optional(),
        disabled: z.boolean().optional(),
      }),
      answers: {
        200: { description: 'As it is now', schema: person },
        409: { description: 'The name is taken, or no admin would be left' },
      },
      async handle({ params, body, actor, ifMatch }) {
        const changes = Object.fromEntries(
          Object.entries(body).filter(([, value]) => value !== undefined),
        );
        const { revision } = await found(params.id);
        requireMatch(strongTag(revision), ifMatch);
        const who = await people.update(params.id, changes, actor, revision);
        return ok(who, { etag: strongTag(who.revision) });
      },
    }),
    operation({
      id: 'removePerson',
      method: 'DELETE',
      path: '/api/people/{id}',
      summary: 'Removes a person, their sessions, keys and memberships; accounts stay',
      group,
      access: admin,
      params: withId,
      answers: { 204: { description: 'Gone' }, 409: { description: 'No admin would be left' } },
      async handle({ params, actor }) {
        await people.remove(params.id, actor);
        return nothing();
      },
    }),
    operation({
      id: 'setMembership',
      method: 'PUT',
      path: '/api/people/{id}/accounts/{account}',
      summary: 'Gives a person a role in an account, or in all of them (*)',
      group,
      access: admin,
      params: membershipParams,
      body: z.strictObject({ role }),
      answers: { 200: { description: 'As it is now', schema: membership } },
      async handle({ params, body, actor }) {
        await found(params.id);
        if (params.account !== '*' && !(await accounts.has(params.account))) notThere();
        return ok(await members.set(params.id, params.account, body.role, actor));
      },
    }),
    operation({
      id: 'removeMembership',
      method: 'DELETE',
      path: '/api/people/{id}/accounts/{account}',
      summary: 'Takes an account away from a person',
      group,
      access: admin,
      params: membershipParams,
      answers: { 204: { description: 'Gone' } },
      async handle({ params, actor }) {
        await members.remove(params.id, params.account, actor);
        return nothing();
      },
    }),
  ];
}
