/**
 * Many who listen: 1,000 WebSocket clients of one server, and 100 events a second that each of them sees.
 *
 *   node bench/api/sockets.ts [--clients 1000] [--rate 100] [--seconds 20]
 *
 * One JSON line: whether every client had every event once and in order, how late they came (by the clock; the clients
 * share the machine), and what the server used: processor time a client and event, memory before and with them. A
 * second line: the most memory while 64 MB are sent, with a client that never reads and without it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { type Measured, share, startChild } from './child.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
  },
});
const clients = Number(values.clients);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const perKey = 20;
const ticksPerSecond = 10;

interface Seen {
  readonly seqs: number[];
  readonly late: number[];
}

const folder = mkdtempSync(join(tmpdir(), 'earmark-sockets-'));
const server = await startChild('ours', folder);
try {
  const idle = await server.figures();
  const all = await listeners(server);
  const before = await server.figures();
  const events = rate * seconds;
  for (let tick = 0; tick < seconds * ticksPerSecond; tick += 1) {
    send(Array.from({ length: rate / ticksPerSecond }, () => event({ album: 'An Album' })));
    await sleep(1000 / ticksPerSecond);
  }
  while (all.some(({ seqs }) => seqs.length < events)) await sleep(100);
  const after = await server.figures();
  const late = all.flatMap((each) => each.late);
  console.log(
    JSON.stringify({
      bench: 'api/sockets',
      clients,
      rate,
      seconds,
      complete: all.every(({ seqs }) => isWhole(seqs, events)),
      lateMs: { p50: share(late, 0.5), p95: share(late, 0.95), p99: share(late, 0.99) },
      microsecondsAClientAndEvent: Number(
        (((after.cpuMs - before.cpuMs) * 1000) / (clients * events)).toFixed(2),
      ),
      coreShare: Number(((after.cpuMs - before.cpuMs) / (seconds * 1000)).toFixed(2)),
      memoryMb: { idle: mb(idle.rss), connected: mb(before.rss), after: mb(after.rss) },
    }),
  );
} finally {
  server.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
const [without, withOne] = [await mostMemory(0), await mostMemory(1)];
console.log(
  JSON.stringify({
    bench: 'api/sockets',
    what: 'a client that never reads, while 64 MB are sent',
    memoryMb: { without: mb(without), withOne: mb(withOne) },
  }),
);

/** The most that the server holds while 64 MB are sent, with one who reads and so many who take nothing. */
async function mostMemory(mutes: number): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'earmark-sockets-'));
  const own = await startChild('ours', place);
  await listener(own.url, own.key);
  for (let n = 0; n < mutes; n += 1) await mute(own);
  let most = 0;
  for (let wave = 0; wave < 64; wave += 1) {
    own.child.send(Array.from({ length: 100 }, () => event({ filling: 'x'.repeat(10_000) })));
    await sleep(200);
    most = Math.max(most, (await own.figures()).rss);
  }
  own.child.kill();
  rmSync(place, { recursive: true, force: true });
  return most;
}

function mute({ url, key }: Measured): Promise<unknown> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname, () =>
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    ),
  );
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('data', () => resolve(socket.pause())));
}

function event(data: object) {
  return { at: Date.now(), account: 'bench', event: 'thing-happened', data };
}
function send(list: readonly object[]): void {
  server.child.send(list as object[]);
}

/** No more than twenty of one key are let in: so many keys there are. */
async function listeners({ url, key }: Measured): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  for (let first = 0; first < clients; first += perKey) {
    const own = await anotherKey(url, key);
    const some = Array.from({ length: Math.min(perKey, clients - first) }, () =>
      listener(url, own),
    );
    all.push(...(await Promise.all(some)));
  }
  return all;
}
async function anotherKey(url: string, key: string): Promise<string> {
  const answer = await fetch(new URL('/api/keys', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'listener', scopes: ['read'], accounts: ['*'] }),
  });
  return ((await answer.json()) as { readonly key: string }).key;
}
function listener(url: string, key: string): Promise<Seen> {
  const socket = new WebSocket(new URL('/ws', url.replace('http', 'ws')), {
    headers: { authorization: `Bearer ${key}` },
  });
  const seen: Seen = { seqs: [], late: [] };
  socket.on('message', (data) => {
    const now = Date.now();
    for (const { seq, at } of JSON.parse(String(data)) as { seq: number; at: number }[]) {
      seen.seqs.push(seq);
      if (seen.seqs.length % 50 === 0) seen.late.push(now - at);
    }
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(seen));
    socket.on('error', reject);
  });
}

function isWhole(seqs: readonly number[], events: number): boolean {
  const inOrder = seqs.every((seq, index) => index === 0 || seq === (seqs[index - 1] ?? 0) + 1);
  return seqs.length === events && inOrder;
}
function mb(bytes = 0): number {
  return Math.round(bytes / 1e6);
}
