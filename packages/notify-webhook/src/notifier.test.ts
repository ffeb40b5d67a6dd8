import { createHmac } from 'node:crypto';
import { createEarmark, createMemoryStore, type Notice } from '@earmark/core';
import { createFakeClock, createReplayServer, notifierSuite } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { createWebhookNotifier, type WebhookOptions } from './notifier.ts';
import { deliveryOf } from './services.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const discordPath = '/api/webhooks/1234567890/aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3';
const services: readonly (readonly [
  name: string,
  path: string,
  secrets: readonly string[],
  options: (base: string) => WebhookOptions,
])[] = [
  [
    'discord',
    `${discordPath}?wait=true`,
    [discordPath.slice(-48)],
    (base) => ({ service: 'discord', url: `${base}${discordPath.slice(1)}` }),
  ],
  [
    'ntfy',
    '/',
    ['tk_secret'],
    (url) => ({ service: 'ntfy', url, topic: 'music', token: 'tk_secret' }),
  ],
  ['gotify', '/message', ['AbCdEf123'], (url) => ({ service: 'gotify', url, token: 'AbCdEf123' })],
  [
    'apprise',
    '/notify/home',
    [],
    (url) => ({ service: 'apprise', url, key: 'home', tag: 'music' }),
  ],
  [
    'standard',
    '/hook',
    [secret],
    (base) => ({ service: 'standard', url: `${base}hook`, secrets: [secret] }),
  ],
];

describe.each(services)('%s', (_name, path, secrets, options) => {
  notifierSuite(
    { test },
    {
      create: (base, more) => {
        const url = base.endsWith('/') ? base : `${base}/`;
        return createWebhookNotifier({ ...options(url), ...more });
      },
      routes: [{ method: 'POST', on: path, answers: { body: {} } }],
      secrets,
    },
  );
});

const notice: Notice = {
  id: '01a2b3c4',
  kind: 'needs-review',
  account: 'ann',
  level: 'warning',
  title: '12 decisions wait for you',
  text: '@everyone has a say',
  key: 'needs-review/ann',
  url: 'https://music.example/review',
  at: 1_764_000_000_000,
};
const clock = createFakeClock();
const sent = (options: WebhookOptions, given: Notice = notice) =>
  deliveryOf(options as Parameters<typeof deliveryOf>[0], given, clock);

test('on Discord no album can call everybody, and nothing is longer than it takes', () => {
  const { init } = sent(
    { service: 'discord', url: 'https://discord.example/x' },
    { ...notice, title: 'x'.repeat(300), text: '😀'.repeat(5000) },
  );
  const body = JSON.parse(String(init.body));
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect([...body.embeds[0].title]).toHaveLength(256);
  expect([...body.embeds[0].description]).toHaveLength(4096);
  expect(body.embeds[0].url).toBe(notice.url);
});

test('for ntfy a message is cut by its bytes', () => {
  const { init } = sent(
    { service: 'ntfy', url: 'https://ntfy.example', topic: 'music' },
    { ...notice, text: 'é'.repeat(5000) },
  );
  const { message } = JSON.parse(String(init.body));
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
});

test('a signed webhook keeps its id at each attempt and signs the bytes it sends, once for each secret', async () => {
  const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
  const { init } = sent({
    service: 'standard',
    url: 'https://hook.example',
    secrets: [secret, other],
  });
  const first = await init.authorize?.(1);
  await clock.advance(5000);
  const second = await init.authorize?.(2);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  expect(Number(second?.['webhook-timestamp'])).toBe(Number(first?.['webhook-timestamp']) + 5);
  const signed = `${second?.['webhook-id']}.${second?.['webhook-timestamp']}.${init.body}`;
  const expected = [32, 24].map((length, index) =>
    createHmac('sha256', Buffer.alloc(length, index === 0 ? 7 : 9))
      .update(signed)
      .digest('base64'),
  );
  expect(second?.['webhook-signature']).toBe(expected.map((each) => `v1,${each}`).join(' '));
});

test('the outbox tries the same message again, by its id and to the letter, though more has happened since', async () => {
  const server = await createReplayServer();
  server.route({ on: '/hook', answers: [{ status: 502 }, { body: {} }] });
  const later = createFakeClock({ auto: true });
  const url = new URL('hook', `${server.baseUrl}/`).href;
  const earmark = await createEarmark({
    store: createMemoryStore({ clock: later }),
    clock: later,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    notifiers: [createWebhookNotifier({ service: 'standard', url, secrets: [secret] })],
    http: { retry: { retries: 0 } },
  });
  try {
    earmark.emit('worker-lost', { worker: 'nas', job: 'j1' });
    await expect.poll(() => earmark.notices.outbox()).toMatchObject([{ attempts: 1 }]);
    earmark.emit('worker-lost', { worker: 'den', job: 'j2' });
    await expect.poll(() => earmark.notices.outbox()).toHaveLength(2);
    await later.advance(3_600_000);
    await earmark.notices.deliver();
    const [first, again, news] = server.calls;
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.body).toBe(first?.body);
    expect(news?.headers['webhook-id']).not.toBe(first?.headers['webhook-id']);
    expect(server.calls).toHaveLength(3);
    expect(await earmark.notices.outbox()).toEqual([]);
  } finally {
    await earmark.close();
    await server.close();
  }
});

test('an option of another service is refused by name', () => {
  expect(() =>
    createWebhookNotifier({ service: 'ntfy', topic: 'music', threadId: '1' } as WebhookOptions),
  ).toThrow(/threadId/);
});

test('attack 38: a line break in what becomes a header is refused', () => {
  const token = 'tk_secret\r\nX-Evil: 1';
  for (const options of [
    { service: 'ntfy', topic: 'music', token },
    { service: 'gotify', url: 'https://gotify.example', token },
  ] as const)
    expect(() => createWebhookNotifier(options)).toThrow('no token has');
});
