import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@earmark/core';
import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createEstate } from '../__tests__/estate.ts';
import type { Blocker } from './turns.ts';

const nobody = {};
const names = ['a', 'b', 'c', 'd'];

test('three work at once; the fourth waits, and has its turn when one ends', async () => {
  const estate = await createEstate(names);
  const { accounts } = estate;
  for (const name of ['a', 'b', 'c'])
    expect(await accounts.control(name, 'start', nobody)).toHaveProperty('run');
  expect(await accounts.control('d', 'start', nobody)).toEqual({ queued: true, position: 1 });
  expect(await accounts.get('d')).toMatchObject({ state: 'queued', position: 1 });
  expect(await accounts.totals()).toMatchObject({ running: 3, users: 5, maxConcurrent: 3 });
  await accounts.control('a', 'stop', nobody);
  await expect.poll(() => estate.state('d')).toBe('running');
  expect(await estate.state('a')).toBe('idle');
  await estate.end();
});

test('what is so already, and what cannot be, is refused by name', async () => {
  const estate = await createEstate(['a']);
  const { accounts } = estate;
  await expect(accounts.control('a', 'stop', nobody)).rejects.toThrow('Account a is not running');
  await accounts.control('a', 'disable', nobody);
  await expect(accounts.control('a', 'start', nobody)).rejects.toMatchObject({ code: 'locked' });
  await expect(accounts.control('a', 'disable', nobody)).rejects.toThrow('is disabled already');
  await accounts.control('a', 'enable', nobody);
  await accounts.control('a', 'start', nobody);
  await expect(accounts.control('a', 'start', nobody)).rejects.toThrow('is running already');
  await expect(accounts.control('ghost', 'start', nobody)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(accounts.create({ name: 'A' }, nobody)).rejects.toThrow('upper from lower case');
  await estate.end();
});

test('whether a server takes the turns is known to other processes, and a stop reaches its runs', async () => {
  const clock = createFakeClock();
  const store = createMemoryStore({ clock });
  const estate = await createEstate(['a'], { store, clock });
  const other = await createEstate(['a'], { store, clock });
  expect(await other.accounts.isServed()).toBe(false);
  estate.accounts.begin();
  await expect.poll(() => other.accounts.isServed()).toBe(true);
  await estate.accounts.control('a', 'start', nobody).catch(() => undefined);
  await expect.poll(() => other.state('a')).toBe('running');
  await other.accounts.control('a', 'stop', nobody);
  const until = async () => {
    await estate.clock.advance(1_000);
    return estate.state('a');
  };
  await expect.poll(until).toBe('idle');
  await estate.end();
  expect(await other.accounts.isServed()).toBe(false);
});

test('a pause ends the run, and resuming goes on with the same one', async () => {
  const estate = await createEstate(['a']);
  const { accounts, earmark } = estate;
  const started = await accounts.control('a', 'start', nobody);
  await accounts.control('a', 'pause', nobody);
  expect(await accounts.get('a')).toMatchObject({
    state: 'paused',
    pausedBecause: 'paused by a person',
  });
  await accounts.control('a', 'resume', nobody);
  await expect.poll(() => estate.state('a')).toBe('running');
  const { journal } = await earmark.for('a').store();
  const runs = await journal.runs();
  expect(runs.some(({ id }) => id === (started as { run: string }).run)).toBe(true);
  await expect.poll(() => estate.gate.begun).toEqual(['a', 'a']);
  await estate.end();
});

test('the next run is said of accounts that will have one: with files, enabled, and turns that are taken', async () => {
  const estate = await createEstate(['a', 'bare'], {
    work: ({ name }) => (name === 'bare' ? undefined : { recipe: 'work', request: {} }),
  });
  const { accounts } = estate;
  const planned = async () =>
    (await accounts.list())
      .filter(({ nextRunAt }) => nextRunAt !== undefined)
      .map(({ name }) => name);
  await accounts.configure('a', { intervalMinutes: 15 }, nobody);
  expect(await planned()).toEqual([]);
  accounts.begin();
  await expect.poll(() => estate.state('a')).toBe('running');
  await accounts.control('a', 'stop', nobody);
  await expect.poll(planned).toEqual(['a']);
  await accounts.control('a', 'disable', nobody);
  expect(await planned()).toEqual([]);
  await estate.end();
});

test('a pause may end by itself: what ran goes on then', async () => {
  const estate = await createEstate(['a']);
  const { accounts, clock } = estate;
  expect(await accounts.get('a')).not.toHaveProperty('nextRunAt');
  accounts.begin();
  await expect.poll(() => estate.state('a')).toBe('running');
  const until = clock.now() + 300_000;
  for (const wrong of [{ until: clock.now() }, { until: 0 }])
    await expect(accounts.control('a', 'pause', nobody, wrong)).rejects.toThrow('must lie ahead');
  await expect(accounts.control('a', 'stop', nobody, { until })).rejects.toThrow('a pause');
  await accounts.control('a', 'pause', nobody, { until });
  expect(await accounts.get('a')).toMatchObject({ state: 'paused', pausedUntil: until });
  expect(await accounts.get('a')).toMatchObject({ nextRunAt: until });
  await clock.advance(290_000);
  expect(await estate.state('a')).toBe('paused');
  await clock.advance(15_000);
  await expect.poll(() => estate.state('a')).toBe('running');
  expect(await accounts.get('a')).not.toHaveProperty('pausedUntil');
  await accounts.control('a', 'pause', nobody);
  expect(await accounts.get('a')).not.toHaveProperty('nextRunAt');
  await estate.end();
});

test('quiet hours stop what runs and let it go on when they end', async () => {
  const estate = await createEstate(['a']);
  const { accounts, clock } = estate;
  await accounts.configure(
    'a',
    { timeZone: 'UTC', quietHours: [{ from: '00:05', to: '00:10' }] },
    nobody,
  );
  accounts.begin();
  await expect.poll(() => estate.state('a')).toBe('running');
  await clock.advance(300_000);
  await expect.poll(() => estate.state('a')).toBe('paused');
  expect(await accounts.get('a')).toMatchObject({ pausedBecause: 'quiet hours until 00:10' });
  await clock.advance(300_000);
  await expect.poll(() => estate.state('a')).toBe('running');
  await estate.end();
});

test('after the process ended, what ran goes on where it was', async () => {
  const first = await createEstate(['a']);
  const started = await first.accounts.control('a', 'start', nobody);
  first.accounts.begin();
  await first.accounts.close();
  const second = await createEstate(['a'], { store: first.store, clock: first.clock });
  second.accounts.begin();
  await expect.poll(() => second.state('a')).toBe('running');
  const { journal } = await second.earmark.for('a').store();
  expect((await journal.runs()).map(({ id }) => id)).toContain((started as { run: string }).run);
  await second.end();
});

test('a pause that another process says ends the run here', async () => {
  const estate = await createEstate(['a']);
  estate.accounts.begin();
  await expect.poll(() => estate.state('a')).toBe('running');
  const other = await createEstate(['a'], {
    store: estate.store,
    clock: estate.clock,
    pacing: { permits: async () => 0 },
  });
  await other.accounts.control('a', 'pause', nobody);
  await estate.clock.advance(5000);
  await expect.poll(() => estate.state('a')).toBe('paused');
  await other.accounts.control('a', 'resume', nobody);
  await estate.clock.advance(5000);
  await expect.poll(() => estate.state('a')).toBe('running');
  await estate.end();
});

test('a run that ends is in the statistics, and the next comes after the interval', async () => {
  const estate = await createEstate(['a']);
  const { accounts, gate, clock } = estate;
  gate.items = 7;
  await accounts.configure('a', { intervalMinutes: 10 }, nobody);
  accounts.begin();
  await expect
    .poll(async () => (await accounts.get('a'))?.statistics.lastOutcome)
    .toBe('completed');
  const status = await accounts.get('a');
  expect(status?.statistics).toMatchObject({ batches: 1, errors: 0, lastScanAt: clock.now() });
  expect(status?.nextRunAt).toBeGreaterThanOrEqual(clock.now() + 600_000);
  expect(status?.nextRunAt).toBeLessThan(clock.now() + 660_000);
  expect(gate.begun).toEqual(['a']);
  await clock.advance(661_000);
  await expect.poll(() => gate.begun.length).toBe(2);
  await estate.end();
});

test('a run that is over before the look that began it was started all the same', async () => {
  // What is looked at after `a` takes until the run of `a` is over.
  const slow: Blocker = async ({ name }) => {
    const isOver = async () => (await estate?.accounts.get('a'))?.statistics.batches !== 0;
    while (name === 'b' && !(await isOver())) await new Promise(setImmediate);
    return undefined;
  };
  let estate: Awaited<ReturnType<typeof createEstate>> | undefined;
  estate = await createEstate(['a', 'b'], { blockers: [slow] });
  const { accounts, gate, end } = estate;
  gate.items = 1;
  const started = await Promise.all(
    ['a', 'b'].map((name) => accounts.control(name, 'start', nobody)),
  );
  for (const each of started) expect(each).toHaveProperty('run');
  await end();
});

test('a run whose process was killed right after it completed is counted by the next one, and not done again', async () => {
  const estate = await createEstate(['a']);
  const { accounts, earmark, gate, records, clock } = estate;
  gate.items = 7;
  const started = (await accounts.control('a', 'start', nobody)) as { readonly run: string };
  await accounts.idle();
  const { journal } = await earmark.for('a').store();
  expect((await journal.run(started.run))?.outcome).toBe('completed');
  // As it was before its end was noted.
  await records.commit([{ collection: 'account-turns', key: 'a', value: { run: started.run } }]);
  const next = await createEstate(['a'], { store: estate.store, clock });
  next.gate.items = 7;
  next.accounts.begin();
  await expect.poll(async () => (await next.accounts.get('a'))?.statistics.batches).toBe(1);
  expect(next.gate.begun).toEqual([]);
  await next.end();
  await estate.end();
});

test('accounts are found below the users’ folder; one whose folder vanishes is away, not gone', async () => {
  const root = await mkdtemp(join(tmpdir(), 'earmark-users-'));
  await mkdir(join(root, 'anna'));
  const estate = await createEstate([], { usersRoot: root });
  const { accounts } = estate;
  expect((await accounts.get('anna'))?.folder).toBe(join(root, 'anna'));
  await rm(root, { recursive: true });
  await accounts.discover();
  expect(await estate.state('anna')).toBe('away');
  await expect(accounts.control('anna', 'start', nobody)).rejects.toThrow('are away');
});

test('a removed account is gone until it is made again, and then has its journal back', async () => {
  const root = await mkdtemp(join(tmpdir(), 'earmark-users-'));
  await mkdir(join(root, 'anna'));
  const estate = await createEstate([], { usersRoot: root });
  const { accounts, earmark } = estate;
  await accounts.control('anna', 'start', nobody);
  await expect(accounts.remove('anna', nobody)).rejects.toThrow('is at work');
  await accounts.control('anna', 'stop', nobody);
  await expect.poll(() => estate.state('anna')).toBe('idle');
  const runs = async () => (await (await earmark.for('anna').store()).journal.runs()).length;
  expect(await runs()).toBe(1);
  await accounts.remove('anna', nobody);
  await accounts.discover();
  expect(await accounts.names()).toEqual(['host']);
  await expect(accounts.remove('anna', nobody)).rejects.toMatchObject({ code: 'not-found' });
  await expect(accounts.remove('host', nobody)).rejects.toThrow('own account');
  await accounts.create({ name: 'anna' }, nobody);
  expect((await accounts.get('anna'))?.statistics.processed).toBe(0);
  expect(await runs()).toBe(1);
  await estate.end();
  await rm(root, { recursive: true });
});

test('settings are checked whole: a schedule that never comes is refused', async () => {
  const { accounts } = await createEstate(['a']);
  await expect(accounts.configure('a', { cron: '0 0 30 2 *' }, nobody)).rejects.toThrow(
    'never comes',
  );
  await expect(accounts.configure('a', { cron: 'often' }, nobody)).rejects.toThrow(
    'is not understood',
  );
  await expect(accounts.configure('a', { timeZone: 'Mars/Olympus' }, nobody)).rejects.toThrow(
    'time zone',
  );
  await accounts.configure('a', { cron: '30 2,14 * * *', timeZone: 'Europe/Berlin' }, nobody);
  expect((await accounts.get('a'))?.settings.cron).toBe('30 2,14 * * *');
});

test('bands and genre preferences of an account hold from the moment they are set, for it alone', async () => {
  const { accounts, earmark, end } = await createEstate(['ann', 'ben']);
  const bands = { auto: 0.99, review: 0.6 };
  await accounts.configure('ann', { bands }, {});
  expect(earmark.for('ann').own.bands).toEqual(bands);
  expect(earmark.for('ben').own.bands).toBeUndefined();
  await accounts.configure('host', { bands }, {});
  expect(earmark.own.bands).toEqual(bands);
  await accounts.configure('host', { bands: null }, {});
  expect(earmark.own.bands).toBeUndefined();
  await end();
});
