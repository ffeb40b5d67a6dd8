import type { Notice } from '@earmark/core';
import { createPluginBench, notifierSuite, type ReplayRoute } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createTwitchNotifier } from './notifier.ts';

const tokenRoute: ReplayRoute = {
  method: 'POST',
  on: '/oauth2/token',
  answers: { body: { access_token: 'access-1', refresh_token: 'refresh-2', expires_in: 14_400 } },
};
const sentRoute: ReplayRoute = {
  method: 'POST',
  on: '/helix/chat/messages',
  answers: { body: { data: [{ message_id: '1', is_sent: true, drop_reason: null }] } },
};
const create = (base: string, more: object = {}) =>
  createTwitchNotifier({
    clientId: 'client',
    clientSecret: 'client-secret',
    refreshToken: 'refresh-1',
    broadcasterId: '42',
    apiUrl: `${base}/`,
    idUrl: `${base}/`,
    ...more,
  });
const notice: Notice = {
  id: '01a2b3c4',
  kind: 'run-ended',
  account: 'ann',
  level: 'info',
  title: 'Run ended',
  text: '12 changed',
  key: 'run-ended/1',
  at: 0,
};

notifierSuite(
  { test },
  {
    create,
    routes: [tokenRoute, sentRoute],
    preliminaries: [tokenRoute],
    secrets: ['client-secret', 'refresh-1', 'refresh-2', 'access-1'],
    faults: [
      {
        answer: {
          body: {
            data: [
              { is_sent: false, drop_reason: { code: 'msg_duplicate', message: 'Said before' } },
            ],
          },
        },
        code: 'bad-response',
      },
    ],
  },
);

test('the refresh token that came with the last answer is the one that is used next, also after a restart', async () => {
  const bench = await createPluginBench();
  try {
    bench.routes([tokenRoute, sentRoute]);
    const first = create(bench.server.baseUrl);
    const ctx = bench.context(first);
    await first.notify(notice, ctx);
    await create(bench.server.baseUrl).notify({ ...notice, text: 'again' }, ctx);
    const used = bench.server.calls
      .filter(({ path }) => path === '/oauth2/token')
      .map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(used).toEqual(['refresh-1', 'refresh-2']);
  } finally {
    await bench.close();
  }
});

test('a message is one line of at most 500 letters', async () => {
  const bench = await createPluginBench();
  try {
    bench.routes([tokenRoute, sentRoute]);
    const notifier = create(bench.server.baseUrl);
    await notifier.notify({ ...notice, text: `a\nb ${'😀'.repeat(600)}` }, bench.context(notifier));
    const { message } = JSON.parse(bench.server.calls.at(-1)?.body ?? '{}');
    expect([...message]).toHaveLength(500);
    expect(message).toMatch(/^Run ended – a b /);
  } finally {
    await bench.close();
  }
});

test('a name where a number belongs is refused when it is made', () => {
  expect(() => create('http://127.0.0.1', { broadcasterId: 'ann' })).toThrow(
    /broadcasterId.*number/,
  );
});
