import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { EarmarkError, type LockStrategy } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';

/** What a check gets: two strategies over the same place, as two processes would have them, and keys of their own. */
export interface LockSubject {
  readonly first: LockStrategy;
  readonly second: LockStrategy;
  /** A key that names something in the subject's place; equal names give equal keys. */
  key(name: string): string;
  /** What `list` takes to find all keys of this subject. */
  readonly under: string;
  /** Takes a lock from its holder, as if the holder had been silent for too long on another machine. Left out where that cannot be played. */
  takeOver?(key: string): Promise<void>;
  /** A command that acquires the lock of the key given as its last argument, prints `held`, and stays. */
  readonly holder?: readonly [command: string, ...args: string[]];
  close?(): Promise<void>;
}

const isLocked = (error: unknown) => EarmarkError.is(error, 'locked');

const checks: readonly Check<LockSubject>[] = [
  {
    name: 'two never hold one key, and the refusal comes at once and is called locked',
    async run({ first, second, key }) {
      await using _lease = await first.acquire(key('a'), {});
      await assert.rejects(second.acquire(key('a'), {}), isLocked);
      await assert.rejects(first.acquire(key('a'), {}), isLocked);
    },
  },
  {
    name: 'a key is all that a caller has to give',
    async run({ first, key }) {
      await using lease = await first.acquire(key('a'));
      await lease.confirm();
    },
  },
  {
    name: 'different keys do not hinder each other',
    async run({ first, second, key }) {
      await using one = await first.acquire(key('a'), {});
      await using two = await second.acquire(key('b'), {});
      assert.equal(one.key, key('a'));
      assert.equal(two.key, key('b'));
    },
  },
  {
    name: 'tokens grow with every holder, also after the lock was free',
    async run({ first, second, key }) {
      let before = 0;
      for (const locks of [first, second, first, second]) {
        await using lease = await locks.acquire(key('a'), {});
        assert.ok(lease.token > before, `token ${lease.token} after ${before}`);
        before = lease.token;
      }
    },
  },
  {
    name: 'a waiter gets the lock once it is released',
    async run({ first, second, key }) {
      const held = await first.acquire(key('a'), {});
      const waiting = second.acquire(key('a'), { waitMs: 5_000 });
      await held.release();
      await using lease = await waiting;
      assert.ok(lease.token > held.token);
    },
  },
  {
    name: 'waiting ends when its time is over',
    async run({ first, second, key }) {
      await using _lease = await first.acquire(key('a'), {});
      await assert.rejects(second.acquire(key('a'), { waitMs: 60 }), isLocked);
    },
  },
  {
    name: 'waiting ends with aborted when the caller stops it',
    async run({ first, second, key }) {
      await using _lease = await first.acquire(key('a'), {});
      const stop = new AbortController();
      const waiting = second.acquire(key('a'), { waitMs: 5_000, signal: stop.signal });
      stop.abort();
      await assert.rejects(waiting, (error) => EarmarkError.is(error, 'aborted'));
    },
  },
  {
    name: 'a held lock is confirmed as often as asked, and a released one never',
    async run({ first, key }) {
      const lease = await first.acquire(key('a'), {});
      await lease.confirm();
      await lease.confirm();
      assert.equal(lease.lost.aborted, false);
      await lease.release();
      await assert.rejects(lease.confirm(), isLocked);
    },
  },
  {
    name: 'releasing twice frees nobody else',
    async run({ first, second, key }) {
      const old = await first.acquire(key('a'), {});
      await old.release();
      await using lease = await second.acquire(key('a'), {});
      await old.release();
      await lease.confirm();
      await assert.rejects(first.acquire(key('a'), {}), isLocked);
    },
  },
  {
    name: 'a lease is released when its scope ends, also by a throw',
    async run({ first, second, key }) {
      const work = async () => {
        await using _lease = await first.acquire(key('a'), {});
        throw new Error('the work failed');
      };
      await assert.rejects(work, /the work failed/);
      await using _lease = await second.acquire(key('a'), {});
    },
  },
  {
    name: 'inspect and list name the holder of a held lock, and nothing of a free one',
    async run({ first, second, key, under }) {
      assert.equal(await second.inspect(key('a')), undefined);
      const lease = await first.acquire(key('a'), { account: 'anna' });
      const info = await second.inspect(key('a'));
      assert.equal(info?.holder.pid, process.pid);
      assert.equal(info.holder.account, 'anna');
      assert.equal(info.token, lease.token);
      assert.equal(info.state, 'held');
      assert.ok(Math.abs(info.since - Date.now()) < 60_000, 'since is now');
      assert.deepEqual(await keysUnder(second, under), [key('a')]);
      await lease.release();
      assert.deepEqual(await keysUnder(second, under), []);
    },
  },
  {
    name: 'a holder that was taken over is not confirmed, and its release frees nobody else',
    unless: ({ takeOver }) => (takeOver ? undefined : 'the suite is not told how to take over'),
    async run({ first, second, key, takeOver }) {
      const old = await first.acquire(key('a'), {});
      await takeOver?.(key('a'));
      await using lease = await second.acquire(key('a'), { waitMs: 5_000 });
      assert.ok(lease.token > old.token);
      await assert.rejects(old.confirm(), isLocked);
      assert.equal(old.lost.aborted, true);
      await old.release();
      await lease.confirm();
    },
  },
  {
    name: 'a killed holder is replaced within two seconds',
    unless: ({ holder }) =>
      holder ? undefined : 'the suite is given no command that holds a lock',
    async run({ first, key, holder: [command, ...args] = [''] }) {
      const child = spawn(command, [...args, key('a')], { stdio: ['ignore', 'pipe', 'inherit'] });
      try {
        await heldBy(child);
        await assert.rejects(first.acquire(key('a'), {}), isLocked);
      } finally {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await using lease = await first.acquire(key('a'), { waitMs: 2_000 });
      await lease.confirm();
    },
  },
  {
    name: 'of many who ask at once exactly one holds at a time',
    async run({ first, second, key }) {
      let inside = 0;
      const tokens: number[] = [];
      const work = async (locks: LockStrategy) => {
        await using lease = await locks.acquire(key('a'), { waitMs: 10_000 });
        inside++;
        assert.equal(inside, 1);
        await lease.confirm();
        tokens.push(lease.token);
        inside--;
      };
      await Promise.all(Array.from({ length: 16 }, (_, index) => work(index % 2 ? first : second)));
      assert.deepEqual(
        tokens,
        [...new Set(tokens)].sort((a, b) => a - b),
      );
    },
  },
];

/** The contract of `LockStrategy`. Each check gets a subject of its own. */
export function lockSuite(runner: SuiteRunner, create: () => Promise<LockSubject>): void {
  runSuite(runner, checks, async (check) => {
    const subject = await create();
    try {
      await check(subject);
    } finally {
      await subject.close?.();
    }
  });
}

async function keysUnder(locks: LockStrategy, under: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of locks.list(under)) keys.push(key);
  return keys.sort();
}

async function heldBy({ stdout }: ChildProcess): Promise<void> {
  assert.ok(stdout, 'the holder has an output');
  await once(stdout, 'data');
}
