import { randomUUID } from 'node:crypto';
import { EarmarkError, type Lease, type LockInfo, type LockStrategy } from '@earmark/core';
import { expect, test, vi } from 'vitest';
import { runChecks } from '../suite.ts';
import { type LockSubject, lockSuite } from './lock.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A good lock in memory, to be wrapped with one fault at a time. */
function createLocks(): { make: () => LockStrategy; steal: (key: string) => void } {
  const held = new Map<string, LockInfo>();
  const tokens = new Map<string, number>();
  const losses = new Map<number, AbortController>();
  let serial = 0;

  function lease(key: string, account: string | undefined): Lease {
    const token = (tokens.get(key) ?? 0) + 1;
    tokens.set(key, token);
    const mine = ++serial;
    const lost = new AbortController();
    losses.set(mine, lost);
    const holder = { host: 'here', pid: process.pid, ...(account ? { account } : {}) };
    const info: LockInfo = { key, holder, token, since: Date.now(), state: 'held' };
    held.set(key, info);
    const own = () => held.get(key) === info;
    const made: Lease = {
      key,
      token,
      lost: lost.signal,
      async confirm() {
        if (own()) return;
        lost.abort();
        throw new EarmarkError('locked', `${key} was lost`);
      },
      async release() {
        if (own()) held.delete(key);
      },
      [Symbol.asyncDispose]: () => made.release(),
    };
    return made;
  }

  const make = (): LockStrategy => ({
    spec: 1,
    kind: 'lock',
    name: 'memory',
    async acquire(key, { waitMs = 0, signal, account } = {}) {
      const until = performance.now() + waitMs;
      while (held.has(key)) {
        if (signal?.aborted) throw new EarmarkError('aborted', 'stopped');
        if (performance.now() >= until) throw new EarmarkError('locked', `${key} is locked`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return lease(key, account);
    },
    inspect: async (key) => held.get(key),
    async *list(under) {
      for (const info of held.values()) if (info.key.startsWith(under)) yield info;
    },
  });
  return { make, steal: (key) => held.delete(key) };
}

type Fault = (locks: LockStrategy) => LockStrategy;
const run = (fault: Fault) =>
  runChecks((runner) =>
    lockSuite(runner, async (): Promise<LockSubject> => {
      const { make, steal } = createLocks();
      return {
        first: fault(make()),
        second: fault(make()),
        key: (name) => `keys/${name}`,
        under: 'keys/',
        takeOver: async (key) => steal(key),
      };
    }),
  );

const changed =
  (change: (lease: Lease) => Partial<Lease>): Fault =>
  (locks) => ({
    ...locks,
    async acquire(key, options) {
      const lease = await locks.acquire(key, options);
      const release = () => lease.release();
      const all = { ...lease, release, confirm: () => lease.confirm(), ...change(lease) };
      return { ...all, [Symbol.asyncDispose]: all[Symbol.asyncDispose] };
    },
  });

const faults: Readonly<Record<string, Fault>> = {
  'never excludes': (locks) => ({
    ...locks,
    acquire: (key, options) => locks.acquire(`${key}#${randomUUID()}`, options),
  }),
  'excludes by one key for all': (locks) => ({
    ...locks,
    acquire: (_key, options) => locks.acquire('keys/a', options),
  }),
  'gives one token for ever': changed(() => ({ token: 1 })),
  'confirms always': changed(() => ({ confirm: async () => undefined })),
  'never releases': changed(() => ({
    release: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  })),
  'says a released lock is fine': (locks) => {
    const first = new Map<string, Lease>();
    return changed((lease) => {
      first.set(lease.key, lease);
      return { confirm: async () => void first.get(lease.key)?.token };
    })(locks);
  },
  'does not wait': (locks) => ({
    ...locks,
    acquire: (key, { waitMs: _, ...options } = {}) => locks.acquire(key, options),
  }),
  'waits for ever': (locks) => ({
    ...locks,
    acquire: (key, options = {}) =>
      locks.acquire(key, { ...options, ...(options.waitMs === 60 ? { waitMs: 4_000 } : {}) }).then(
        (lease) => lease,
        (error) => Promise.reject(options.waitMs === 60 ? new Error('still waiting') : error),
      ),
  }),
  'hears no signal': (locks) => ({
    ...locks,
    acquire: (key, { signal: _, ...options } = {}) =>
      locks.acquire(key, { ...options, waitMs: Math.min(options.waitMs ?? 0, 100) }),
  }),
  'refuses with another code': (locks) => ({
    ...locks,
    acquire: (key, options) =>
      locks.acquire(key, options).catch(() => {
        throw new EarmarkError('conflict', 'busy');
      }),
  }),
  'forgets who holds it': (locks) => ({ ...locks, inspect: async () => undefined }),
  'lists nothing': (locks) => ({ ...locks, async *list() {} }),
};

test('a good lock passes', async () => {
  const results = await run((locks) => locks);
  const odd = results.filter(({ outcome }) => outcome !== 'passed');
  expect(odd.map(({ name, outcome }) => `${outcome}: ${name}`)).toEqual([
    'skipped: a killed holder is replaced within two seconds',
  ]);
});

test.each(Object.entries(faults))('the suite catches a lock that %s', async (_name, fault) => {
  const results = await run(fault);
  expect(results.filter(({ outcome }) => outcome === 'failed')).not.toEqual([]);
});
