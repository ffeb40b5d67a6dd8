import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { Notice, PluginContext } from '@earmark/core';
import { type DeliveryService, deliverySuite, type ServiceMood } from '@earmark/testkit';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createEmailNotifier, type EmailOptions } from './notifier.ts';

interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A mail server on this machine that keeps what it gets. */
async function mailServer(options: ConstructorParameters<typeof SMTPServer>[0] = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.server.address() as AddressInfo).port, mails, hangUp };
}

const notice: Notice = {
  id: '01a2b3c4',
  kind: 'needs-review',
  account: 'ann',
  level: 'info',
  title: '12 decisions\r\nBcc: evil@example.org',
  text: 'Look at them.',
  url: 'https://music.example/review',
  key: 'needs-review/ann',
  at: 0,
};
const ctx = { signal: new AbortController().signal } as PluginContext;
const make = (port: number, more: Partial<EmailOptions> = {}) =>
  createEmailNotifier({
    host: '127.0.0.1',
    port,
    from: 'earmark@example.org',
    to: ['ann@example.org'],
    plainOnLoopback: true,
    ...more,
  });

const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

/** The same, as a service with moods. */
async function postOffice(): Promise<DeliveryService> {
  let mood: ServiceMood | undefined;
  const { port, mails, hangUp } = await mailServer({
    onConnect: (_session, done) => (mood === 'broken' ? hangUp() : done()),
    onAuth: ({ username = '' }, _session, done) =>
      mood === 'locked' ? done(refusal(535)) : done(null, { user: username }),
    onMailFrom(_address, _session, done) {
      if (mood === 'busy') return done(refusal(451));
      if (mood === 'picky') return done(refusal(550));
      if (mood === 'gone') hangUp();
      if (mood !== 'silent') done();
    },
  });
  return {
    address: String(port),
    get received() {
      return mails.map(({ text }) => text);
    },
    become(next) {
      mood = next;
    },
    close: async () => {},
  };
}

deliverySuite(
  { test },
  {
    open: postOffice,
    create: (port, more) =>
      make(Number(port), { user: 'ann', password: 'hunter2-secret', timeoutMs: 1000, ...more }),
    secrets: ['hunter2-secret', Buffer.from('\0ann\0hunter2-secret').toString('base64')],
  },
);

test('attack 38: a notice arrives as plain text with its link; a line break in a title adds no header', async () => {
  const { port, mails } = await mailServer();
  await make(port).notify(notice, ctx);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual(['ann@example.org']);
  expect(mails[0]?.text).toContain('Look at them.');
  expect(mails[0]?.text).toContain('https://music.example/review');
  expect(mails[0]?.text).not.toMatch(/^Bcc:/m);
});

test.each(['b@x.org\r\nBcc: evil@x.org', 'a@x.org, b@x.org', 'Ann <a@x.org>', 'nobody'])(
  'attack 38: an address that is not one address is refused: %j',
  (address) => {
    expect(() => make(25, { to: [address] })).toThrow(/one e-mail address/);
  },
);

test('without TLS nothing is sent, and the error says what to do', async () => {
  const { port, mails } = await mailServer();
  const work = make(port, { plainOnLoopback: false }).notify(notice, ctx);
  await expect(work).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('no encryption'),
  });
  expect(mails).toEqual([]);
});

test('a wrong password is said as such, without the password', async () => {
  const { port } = await mailServer({
    onAuth: (_auth, _session, done) => done(new Error('no')),
  });
  const notifier = make(port, { user: 'ann', password: 'hunter2-secret' });
  const error = await notifier.notify(notice, ctx).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'auth' });
  expect(JSON.stringify([error.message, error.stack])).not.toContain('hunter2');
});

test('an address that the server refuses is a failure, though it took the others', async () => {
  const { port, mails } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? new Error('no such box') : null),
  });
  const work = make(port, { to: ['ann@example.org', 'gone@example.org'] }).notify(notice, ctx);
  await expect(work).rejects.toMatchObject({
    code: 'bad-response',
    message: expect.stringContaining('gone@example.org'),
  });
  expect(mails).toHaveLength(1);
});

test('a server that says nothing is given up', async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
  const { port } = silent.address() as AddressInfo;
  const work = make(port, { timeoutMs: 100 }).notify(notice, ctx);
  await expect(work).rejects.toMatchObject({ code: 'network' });
});

test('the check says whether the server takes mail', async () => {
  const { port } = await mailServer();
  expect(await make(port).check?.(ctx)).toMatchObject([{ level: 'ok' }]);
  const closed = make(port, { port: 1 });
  expect(await closed.check?.(ctx)).toMatchObject([{ level: 'failure' }]);
});

test('a user without a password is refused', () => {
  expect(() => make(25, { user: 'ann' })).toThrow(/user and password/);
});
