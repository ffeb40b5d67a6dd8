import type { Review } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, goodPassword, type House } from '../__tests__/house.ts';

let house: House;
let admin: string;
let anna: string;
beforeAll(async () => {
  house = await createHouse({
    albums: { anna: ['Annas album'], ben: ['Bens secret album', 'Bens other album'] },
  });
  admin = (await house.setUp()).key;
  anna = (await house.resident('Anna', 'anna', 'owner')).key;
  for (const account of ['anna', 'ben']) {
    const { reviews } = await house.earmark.for(account).store();
    await reviews.queue(questionOf(account));
  }
});
afterAll(() => house.close());

const questionOf = (account: string): Review => ({
  decision: `${account}-question`,
  subject: `${account}-0`,
  title: `A question of ${account}`,
  field: 'genre',
  before: ['Rock'],
  after: ['Jazz'],
  confidence: 0.7,
  band: 'review',
  queuedAt: 0,
  status: 'pending',
});

test('attack 22: an answer for own and foreign questions at once answers the own ones and knows of no others', async () => {
  const answer = await house.ask('/api/reviews/answer?account=anna', {
    key: anna,
    body: { ids: ['anna-question', 'ben-question'], verdict: 'accepted' },
  });
  expect(await answer.json()).toEqual({
    answered: 1,
    results: [
      { id: 'anna-question', status: 'answered' },
      { id: 'ben-question', status: 'unknown' },
    ],
  });
  const { reviews } = await house.earmark.for('ben').store();
  expect((await reviews.get('ben-question'))?.status).toBe('pending');
});

test('attack 27: lists, counts, suggestions and errors tell nothing of another account', async () => {
  for (const path of [
    '/health',
    '/ready',
    '/api/albums?account=anna&text=secret',
    '/api/albums/facets?account=anna',
    '/api/reviews?account=anna',
    '/api/files?account=anna',
    '/api/export?account=anna&format=json',
    '/api/albums/ben-0?account=anna',
    '/api/covers/ben-0?account=anna',
    '/api/runs/ben-run?account=anna',
    '/api/users',
  ]) {
    const text = await (await house.ask(path, { key: anna })).text();
    expect([path, /secret album|question of ben|"ben"/i.test(text)]).toEqual([path, false]);
  }
  const albums = await (
    await house.ask('/api/export?account=ben&format=json', { key: admin })
  ).text();
  expect(albums).toContain('secret album');
});

test('attack 27: figures count the accounts for nobody but who sees them all, by a key for figures alone', async () => {
  const figures = async (key: string) => (await house.ask('/metrics', { key })).text();
  const own = await figures(anna);
  expect(own).toContain('earmark_build_info');
  expect(own).not.toMatch(/earmark_accounts/);
  const made = await house.ask('/api/keys', {
    key: admin,
    body: { name: 'prometheus', scopes: ['metrics:read'], accounts: ['*'] },
  });
  const { key } = (await made.json()) as { readonly key: string };
  expect(await figures(key)).toMatch(/^earmark_accounts 3$/m);
});

test('attack 31: no path lists folders of this machine', async () => {
  for (const path of ['/etc', '$HOME', '~', '//host/share'])
    for (const list of ['/api/folders', '/api/dirs', '/dirs'])
      expect(
        (await house.ask(`${list}?path=${encodeURIComponent(path)}`, { key: admin })).status,
      ).toBe(404);
});

test('attack 17: a login leads to no other site', async () => {
  for (const next of ['//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const answer = await house.ask(`/api/session?next=${encodeURIComponent(next)}`, {
      body: { name: 'Olga', password: goodPassword },
    });
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.status).toBeLessThan(500);
  }
});
