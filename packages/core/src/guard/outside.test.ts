import { expect, test } from 'vitest';
import { house, quiet } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryLock } from '../run/memory-lock.ts';
import type { Finding, Lease, LockStrategy, Notifier, Policy, Source } from '../spec.ts';

const never = () => new Promise<never>(() => {});
const short = { slowMs: 0, readMs: 1, writeMs: 1, graceMs: 1 };
const source = (more: Partial<Source>): Source => ({
  spec: 1,
  kind: 'source',
  name: 'odd',
  answers: ['album'],
  find: async () => [],
  ...more,
});
const locksThat = (more: Partial<LockStrategy>): LockStrategy => ({
  ...createMemoryLock(),
  name: 'odd',
  ...more,
});

test.each<[string, Partial<LockStrategy>, RegExp]>([
  ['is mute', { acquire: never }, /the lock odd did not end acquire/],
  [
    'throws what it should not',
    {
      acquire: async () => {
        throw new TypeError('reading pid');
      },
    },
    /the lock odd failed in acquire: reading pid/,
  ],
  [
    'gives no lease',
    { acquire: async () => ({}) as Lease },
    /the lock odd: acquire\.key must be text/,
  ],
])(
  'a lock that %s is named, fails the run, and nothing is written',
  async (_how, more, message) => {
    const { earmark, sink, tag } = await house({ locks: locksThat(more), patience: short });
    const { outcome, fault } = await earmark.run(tag()).done;
    expect(outcome).toBe('failed');
    expect(fault?.message).toMatch(message);
    expect(sink.writes).toEqual([]);
  },
);

test('a lock that is mute does not hang a stop, and what it gives too late is given back', async () => {
  const locks = createMemoryLock();
  let give = () => {};
  const later = new Promise<void>((resolve) => {
    give = resolve;
  });
  let asked = () => {};
  const heard = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const slow = locksThat({
    async acquire(key, options) {
      asked();
      await later;
      return locks.acquire(key, options);
    },
  });
  const { earmark, tag } = await house({ locks: slow });
  const run = earmark.run(tag());
  await heard;
  expect((await run.stop()).outcome).toBe('stopped');
  give();
  await new Promise((resolve) => setImmediate(resolve));
  for await (const info of locks.list('')) expect(info).toBe('given back');
});

test('a lease that is never given back does not hang the end of a run', async () => {
  const locks = createMemoryLock();
  const stuck = locksThat({
    acquire: async (key, options) => ({ ...(await locks.acquire(key, options)), release: never }),
  });
  const { earmark, sink, tag } = await house({ locks: stuck, patience: { graceMs: 1 } });
  expect((await earmark.run(tag()).done).outcome).toBe('completed');
  expect(sink.writes).toHaveLength(2);
});

test.each<[string, Partial<Source>, RegExp]>([
  ['is mute', { check: never }, /the source odd did not end check/],
  ['throws', { check: () => Promise.reject(new Error('oops')) }, /the source odd failed in check/],
  [
    'gives no findings',
    { check: async () => [{ level: 'fine' }] as unknown as readonly Finding[] },
    /the source odd: check\[0\]\.level must be one of ok, warning, failure/,
  ],
])('a check that %s is a failure of that plugin', async (_how, more, message) => {
  const earmark = await createEarmark({ sources: [source(more)], patience: short, log: quiet });
  const [found] = await earmark.check();
  expect(found?.findings[0]).toMatchObject({
    level: 'failure',
    text: expect.stringMatching(message),
  });
  await earmark.close();
});

test('a notifier that is mute, or breaks, is named', async () => {
  const notifier = (name: string, notify: Notifier['notify']): Notifier => ({
    spec: 1,
    kind: 'notifier',
    name,
    notify,
  });
  const earmark = await createEarmark({
    notifiers: [
      notifier('mute', never),
      notifier('broken', () => {
        throw new Error('oops');
      }),
    ],
    patience: short,
    log: quiet,
  });
  await expect(earmark.tryNotifier('mute')).rejects.toThrow(/the notifier mute did not end notify/);
  await expect(earmark.tryNotifier('broken')).rejects.toThrow(/the notifier broken failed in noti/);
  await earmark.close();
});

test('a policy that cannot say what it wants does not end the run of others', async () => {
  const made = await house();
  const broken: Policy = {
    spec: 1,
    kind: 'policy',
    name: 'odd',
    fields: ['label'],
    propose: () => [],
    wants: () => {
      throw new Error('oops');
    },
  };
  const { earmark, sink, tag } = await house({ policies: [broken, ...made.options.policies] });
  const { outcome, counts } = await earmark.run(tag()).done;
  expect({ outcome, counts }).toMatchObject({
    outcome: 'completed',
    counts: { 'plugin-failures': 4 },
  });
  expect(sink.writes).toHaveLength(2);
});

test('plugins that are not whole are refused when they are given', async () => {
  const { find: _find, ...without } = source({});
  await expect(createEarmark({ sources: [without as Source] })).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('The source odd lacks the method find'),
  });
});
