import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openRaw } from '../store/raw.ts';

const wholePage = (from: string, order: string) =>
  `select whole.* from (${from}) as page cross join albums as whole where whole.id = page.id order by ${order}`;

/** The same questions with nothing around them: hono, better-sqlite3 and prepared statements. Nobody is asked who they are. */
export function startBare(folder: string, account: string): Promise<string> {
  const database = openRaw(join(folder, account, 'earmark.db'));
  const app = new Hono();
  const byTitle = 'whole.title_key, whole.id';
  const statements = {
    first: wholePage('select id from albums order by title_key, id limit 51', byTitle),
    deep: wholePage('select id from albums order by title_key, id limit 51 offset ?', byTitle),
    search: wholePage(
      "with hit as materialized (select distinct album as id from album_terms where kind = 'word' and term >= ? and term < ?) select albums.id from hit cross join albums where albums.id = hit.id order by title_key, albums.id limit 51",
      byTitle,
    ),
    genre: wholePage(
      "select id from albums where exists (select 1 from album_terms t where t.album = albums.id and t.kind = 'genre' and t.term = ?) order by title_key, id limit 51",
      byTitle,
    ),
    facets:
      "select term as value, count(*) as total from album_terms where kind = 'genre' group by term order by total desc, term limit 50",
  };
  const prepared = new Map(
    Object.entries(statements).map(([name, text]) => [name, database.prepare<unknown[]>(text)]),
  );
  const all = (name: keyof typeof statements, ...values: readonly unknown[]) => ({
    items: prepared.get(name)?.all(...values),
  });
  app.get('/first', (context) => context.json(all('first')));
  app.get('/deep/:offset', (context) =>
    context.json(all('deep', Number(context.req.param('offset')))),
  );
  app.get('/search/:word', (context) => {
    const word = context.req.param('word');
    return context.json(all('search', word, `${word}\u{10ffff}`));
  });
  app.get('/genre/:genre', (context) => context.json(all('genre', context.req.param('genre'))));
  app.get('/facets', (context) => context.json(all('facets')));
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
}
