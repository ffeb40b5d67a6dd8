import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';
import { ApiError, type Client, createClient, events, pages } from './index.ts';

let house: House;
let client: Client;
const titles = Array.from({ length: 7 }, (_, index) => `Album ${index}`);
beforeAll(async () => {
  house = await createHouse({ albums: { default: titles } });
  const { key } = await house.setUp();
  client = createClient({ baseUrl: house.url, key });
});
afterAll(() => house.close());

test('a call is named by its route, and answers with its type', async () => {
  const { users, totals } = await client.call('GET /api/users');
  expect(users.map(({ name }) => name)).toEqual(['anna', 'ben', 'default']);
  expect(totals.maxConcurrent).toBe(3);
  const album = await client.call('GET /api/albums/{id}', { params: { id: 'default-3' } });
  expect(album.title).toBe('Album 3');
});

test('a list is read to its end, a page at a time', async () => {
  const found: string[] = [];
  for await (const { title } of pages(client, 'GET /api/albums', { query: { limit: 3 } }))
    found.push(title);
  expect(found).toEqual(titles);
});

test('a refusal is an error with the server’s code', async () => {
  const refused = client.call('GET /api/albums/{id}', { params: { id: 'nothing' } });
  await expect(refused).rejects.toBeInstanceOf(ApiError);
  await expect(refused).rejects.toMatchObject({ status: 404, code: 'not-found' });
});

test('events come as they happen, and after a break from where they were', async () => {
  const append = (event: string) =>
    house.events.append([{ at: 1, account: 'default', event, data: { n: event } }]);
  const [first = 0] = await append('one');
  const ended = new AbortController();
  const seen: string[] = [];
  for await (const event of events(client, { after: first - 1, signal: ended.signal })) {
    seen.push(event.event);
    if (event.event === 'one') await append('two');
    if (event.event === 'two') ended.abort();
  }
  expect(seen).toEqual(['one', 'two']);
});
