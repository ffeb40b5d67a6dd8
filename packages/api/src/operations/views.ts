import { type Json, updateRecord } from '@earmark/core';
import { z } from 'zod';
import { refuse } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { named } from '../schemas/common.ts';

const group = 'Views';
const writes = { for: 'person', scope: 'reviews:write' } as const;
const collection = 'views';
const mostViews = 50;

const view = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** The words of the list's address, without `?`: `genre=Jazz&sort=year`. */
  query: z.string().max(1000),
});
const views = named('Views', z.object({ items: z.array(view) }));
const params = z.object({ name: z.string().min(1).max(60) });
type View = z.output<typeof view>;

/** Filters that a person gave a name: theirs alone, on every device. */
export function createViewOperations({ records }: ApiParts): readonly Operation[] {
  const read = (kept: Json | undefined): readonly View[] =>
    z.array(view).safeParse(kept).data ?? [];
  const change = (person: string, to: (views: readonly View[]) => readonly View[]) =>
    updateRecord(records, collection, person, (kept) => to(read(kept)) as unknown as Json);
  return [
    operation({
      id: 'listViews',
      method: 'GET',
      path: '/api/views',
      summary: 'The views of albums that you saved',
      group,
      access: { for: 'person', scope: 'albums:read' },
      answers: { 200: { description: 'By name', schema: views } },
      async handle({ principal }) {
        const record = await records.get(collection, principal.person.id);
        return ok({ items: read(record?.value) });
      },
    }),
    operation({
      id: 'saveView',
      method: 'PUT',
      path: '/api/views/{name}',
      summary: 'Saves a view, or changes the one of that name',
      group,
      access: writes,
      params,
      body: view.pick({ query: true }),
      answers: {
        204: { description: 'Saved' },
        409: { description: 'There are too many already' },
      },
      async handle({ principal, params: { name }, body: { query } }) {
        await change(principal.person.id, (before) => {
          const others = before.filter((each) => each.name !== name);
          if (others.length >= mostViews) refuse(409, `There are ${mostViews} views already.`);
          return [...others, { name, query }].sort((a, b) => (a.name < b.name ? -1 : 1));
        });
        return nothing();
      },
    }),
    operation({
      id: 'removeView',
      method: 'DELETE',
      path: '/api/views/{name}',
      summary: 'Forgets a view',
      group,
      access: writes,
      params,
      answers: { 204: { description: 'Gone' } },
      async handle({ principal, params: { name } }) {
        await change(principal.person.id, (before) => before.filter((each) => each.name !== name));
        return nothing();
      },
    }),
  ];
}
