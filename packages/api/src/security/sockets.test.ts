import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
let cookie: string;
beforeAll(async () => {
  house = await createHouse();
  ({ key, cookie } = await house.setUp());
});
afterAll(() => house.close());

interface Opened {
  readonly socket: WebSocket;
  readonly seen: { readonly event: string; readonly account?: string }[];
}

function open(
  path = '/ws',
  headers: Readonly<Record<string, string>> = {},
): Promise<Opened | number> {
  const socket = new WebSocket(new URL(path, house.url.replace('http', 'ws')), { headers });
  const seen: { event: string }[] = [];
  socket.on('message', (data) => seen.push(...(JSON.parse(String(data)) as { event: string }[])));
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ socket, seen }));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => undefined);
  });
}
async function opened(...args: Parameters<typeof open>): Promise<Opened> {
  const result = await open(...args);
  if (typeof result === 'number') throw new Error(`refused with ${result}`);
  return result;
}
const ended = (socket: WebSocket) => new Promise<number>((resolve) => socket.on('close', resolve));
const bearer = (own: string) => ({ authorization: `Bearer ${own}` });
const happen = (account: string, event: string) =>
  house.events.append([{ at: 1, account, event, data: {} }]);

test('attack 14: a page of another site opens no socket with the cookie; a program with a key does', async () => {
  expect(await open('/ws', { cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await open('/ws', { cookie })).toBe(403);
  (await opened('/ws', { cookie, origin: house.url })).socket.terminate();
  (await opened('/ws', bearer(key))).socket.terminate();
  expect(await open('/ws', bearer(`${key}x`))).toBe(401);
  expect(await open('/elsewhere', bearer(key))).toBe(404);
});

test('a ticket opens one socket, once', async () => {
  const answer = await house.ask('/api/ws-ticket', { key, method: 'POST' });
  const { ticket } = (await answer.json()) as { ticket: string };
  (await opened(`/ws?ticket=${ticket}`)).socket.terminate();
  expect(await open(`/ws?ticket=${ticket}`)).toBe(401);
});

test('attack 9: a first message with a wrong key ends the socket, and guessing is counted', async () => {
  const { socket } = await opened();
  socket.send(JSON.stringify({ auth: 'emk_wrong' }));
  expect(await ended(socket)).toBe(4401);
  for (let n = 0; n < 4; n += 1) (await opened()).socket.terminate();
  expect(await open()).toBe(429);
  for (let n = 0; n < 5; n += 1) await house.access.logins.succeeded('127.0.0.1');
  const good = await opened();
  good.socket.send(JSON.stringify({ auth: key }));
  await expect
    .poll(async () => {
      await happen('anna', 'x');
      return good.seen.length;
    })
    .toBeGreaterThan(0);
  good.socket.terminate();
});

test('attack 5: a key that is revoked, a person who is disabled and a session that is ended close what they opened', async () => {
  for (const end of [
    async (id: string) => void (await house.access.keys.revoke(id, {})),
    async (_id: string, person: string) =>
      void (await house.access.people.update(person, { disabled: true }, {})),
  ]) {
    const { key: own, id, person } = await house.resident(`P ${Math.random()}`, 'anna', 'viewer');
    const { socket } = await opened('/ws', bearer(own));
    const over = ended(socket);
    await end(id, person.id);
    expect(await over).toBe(4401);
  }
});

test('attack 26: one sees the events of one’s own accounts alone, live and again', async () => {
  const { key: own, person } = await house.resident('Anna', 'anna', 'viewer');
  const live = await opened('/ws', bearer(own));
  await happen('ben', 'secret');
  await happen('anna', 'mine');
  await expect.poll(() => live.seen.map(({ event }) => event)).toContain('mine');
  const again = await opened('/ws?after=0', bearer(own));
  await expect.poll(() => again.seen.map(({ event }) => event)).toContain('mine');
  for (const { seen } of [live, again])
    expect(new Set(seen.map(({ account }) => account))).toEqual(new Set(['anna']));
  await house.access.members.remove(person.id, 'anna', {});
  await house.access.members.set(person.id, 'ben', 'viewer', {});
  live.seen.length = 0;
  await expect
    .poll(async () => {
      await happen('anna', 'no longer mine');
      await happen('ben', 'mine now');
      return live.seen.at(-1)?.event;
    })
    .toBe('mine now');
  for (const { socket } of [live, again]) socket.terminate();
});

test('what was missed comes once, in order, before what happens now', async () => {
  const [first = 0] = await happen('anna', 'one');
  await happen('anna', 'two');
  const { socket, seen } = await opened(`/ws?after=${first - 1}`, bearer(key));
  await happen('anna', 'three');
  await expect.poll(() => seen.map(({ event }) => event)).toEqual(['one', 'two', 'three']);
  socket.terminate();
  const ahead = await opened(`/ws?after=${first + 1000}`, bearer(key));
  await expect.poll(() => ahead.seen.map(({ event }) => event)).toEqual(['resync']);
  ahead.socket.terminate();
});

test('attack 43: a frame that is too large and a flood of small ones end the socket', async () => {
  const large = await opened('/ws', bearer(key));
  large.socket.send('x'.repeat(20_000));
  expect(await ended(large.socket)).toBe(1009);
  const many = await opened('/ws', bearer(key));
  for (let n = 0; n < 100; n += 1) many.socket.send('x');
  expect(await ended(many.socket)).toBe(1008);
});

test('attack 43: of sixty sockets of one key twenty are let in', async () => {
  const { key: own } = await house.resident('Greedy', 'anna', 'viewer');
  const all = await Promise.all(Array.from({ length: 20 }, () => opened('/ws', bearer(own))));
  const more = await Promise.all(Array.from({ length: 40 }, () => open('/ws', bearer(own))));
  expect(new Set(more)).toEqual(new Set([429]));
  for (const each of all) each.socket.terminate();
});

/** The upgrade alone: nothing that is sent afterwards is read. */
function neverReading(own: string): Promise<Socket> {
  const { hostname, port, host } = new URL(house.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\nAuthorization: Bearer ${own}\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', () => {
      socket.pause();
      socket.removeAllListeners('error').on('error', () => undefined);
      resolve(socket);
    });
  });
}

const listeners = async () => {
  const figures = await (await house.ask('/metrics', { key })).text();
  return Number(/^earmark_ws_clients (\d+)$/m.exec(figures)?.[1]);
};

test('attack 43: one that never reads is left once a mebibyte waits for it, and holds nobody up', async () => {
  const { key: own } = await house.resident('Mute', 'anna', 'viewer');
  const mute = await neverReading(own);
  const reader = await opened('/ws', bearer(own));
  expect(await listeners()).toBe(2);
  const data = { filling: 'x'.repeat(25_000) };
  const wave = Array.from({ length: 40 }, () => ({ at: 1, account: 'anna', event: 'large', data }));
  let waves = 0;
  // A mebibyte at a time: the kernel takes some, too.
  while ((await listeners()) === 2 && waves < 60) {
    await house.events.append(wave);
    waves += 1;
    await expect.poll(() => reader.seen.length).toBe(waves * wave.length);
  }
  expect(await listeners()).toBe(1);
  mute.destroy();
  reader.socket.terminate();
});

test('attack 43: one that answers no ping is cut', async () => {
  const impatient = await createHouse({ patience: { pingMs: 50 } });
  const { key: own } = await impatient.setUp();
  const socket = new WebSocket(new URL('/ws', impatient.url.replace('http', 'ws')), {
    headers: bearer(own),
    autoPong: false,
  });
  expect(await ended(socket)).toBe(1006);
  await impatient.close();
});
