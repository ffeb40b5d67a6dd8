import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** The routes as a page of its own: no script, nothing from elsewhere. */
export function createDocsOperation(operations: () => readonly Operation[]): Operation {
  return operation({
    id: 'docs',
    method: 'GET',
    path: '/docs',
    summary: 'All routes, for people',
    group: 'Server',
    access: { for: 'open' },
    answers: { 200: { description: 'A page', type: 'text/html' } },
    handle: async () =>
      new Response(page(operations()), { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  });
}

function page(operations: readonly Operation[]): string {
  const groups = [...new Set(operations.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const rows = operations.filter((each) => each.group === group).map(row);
    return `<h2>${text(group)}</h2><table><tr><th>Route<th>What<th>Who${rows.join('')}</table>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Earmark API</title><h1>Earmark API</h1><p>The whole of it, for programs: <a href="openapi.json">openapi.json</a>.${sections.join('')}</html>`;
}

const row = (each: Operation) =>
  `<tr><td><code>${each.method} ${text(each.path)}</code><td>${text(each.summary)}<td>${text(who(each))}`;

function who({ access }: Operation): string {
  const scope = 'scope' in access && access.scope ? `, scope ${access.scope}` : '';
  if (access.for === 'open') return 'anybody';
  if (access.for === 'person') return `whoever is logged in${scope}`;
  return access.for === 'admin'
    ? `who administers the server${scope}`
    : `${access.role} of the account${scope}`;
}

const text = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
