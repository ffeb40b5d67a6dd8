import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoggedEvent } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSqliteStore } from './index.ts';

const writer = new URL('./__fixtures__/writer.ts', import.meta.url);
const patience = 60_000;
let temp: Awaited<ReturnType<typeof createTempFolder>>;

beforeEach(async () => {
  temp = await createTempFolder();
});
afterEach(() => temp.remove());

function start(name: string, task: string): ChildProcess {
  const execArgv = ['--conditions=@earmark/source'];
  return fork(writer, [temp.path, name, task], { execArgv, silent: true });
}

/** What a process says, or what it wrote about why it fell. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  let complaint = '';
  child.stderr?.on('data', (data) => {
    complaint += data;
  });
  return Promise.race([
    once(child, 'message').then(([message]) => message),
    once(child, 'exit').then(() => complaint),
  ]);
}

test(
  'four processes open, journal, claim and book at once, without an error and without a loss',
  async () => {
    const names = ['one', 'two', 'three', 'four'];
    const first = createSqliteStore({ folder: temp.path });
    const { jobs } = await first.account('anna');
    for (let payload = 0; payload < 120; payload++) await jobs.add({ topic: 'scan', payload });
    await first.close();

    const answers = await Promise.all(names.map((name) => answerOf(start(name, 'journal'))));

    for (const answer of answers) expect(answer).toHaveProperty('claimed');
    const sum = (key: 'claimed' | 'booked') =>
      (answers as Record<string, number>[]).reduce(
        (total, answer) => total + (answer[key] ?? 0),
        0,
      );
    expect(sum('claimed')).toBe(120);
    expect(sum('booked')).toBe(10);
    const store = createSqliteStore({ folder: temp.path });
    const { journal } = await store.account('anna');
    expect(await journal.plans({ status: 'applied' })).toHaveLength(200);
    expect(await journal.receipts({})).toHaveLength(200);
    await store.close();
  },
  patience,
);

test(
  'four processes that make the same new state at once all find it whole',
  async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((name) => answerOf(start(name, 'journal'))),
    );
    for (const answer of answers)
      expect(answer).toEqual({ claimed: 0, booked: expect.any(Number) });
  },
  patience,
);

test(
  'two processes that change one entry and one record lose nothing of each other',
  async () => {
    const answers = await Promise.all(
      ['one', 'two'].map((name) => answerOf(start(name, 'update'))),
    );
    expect(answers).toEqual(['updated', 'updated']);
    const store = createSqliteStore({ folder: temp.path });
    const entry = await (await store.account('anna')).state('abs').get('list');
    const record = await (await store.shared()).records.get('lists', 'all');
    for (const list of [entry, record?.value]) {
      expect(list).toHaveLength(50);
      for (const name of ['one', 'two'])
        expect((list as readonly string[]).filter((entry) => entry === name)).toHaveLength(25);
    }
    await store.close();
  },
  patience,
);

test(
  'what two processes append is heard here, each event once and in order',
  async () => {
    const store = createSqliteStore({ folder: temp.path });
    const { events } = await store.shared();
    const stop = new AbortController();
    const heard: LoggedEvent[] = [];
    const listening = (async () => {
      for await (const _ of events.changes(stop.signal)) {
        heard.push(...(await events.list({ since: heard.at(-1)?.seq ?? 0 })));
        if (heard.length === 40) stop.abort();
      }
    })();
    const answers = await Promise.all(
      ['one', 'two'].map((name) => answerOf(start(name, 'events'))),
    );
    expect(answers).toEqual(['appended', 'appended']);
    await listening;
    expect(heard.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    for (const name of ['one', 'two'])
      expect(heard.filter(({ account }) => account === name).map(({ data }) => data)).toEqual(
        Array.from({ length: 20 }, (_, index) => index),
      );
    await store.close();
  },
  patience,
);

test(
  'the plan of a process that was killed before its receipt is there',
  async () => {
    const child = start('one', 'plan-and-hang');
    expect(await answerOf(child)).toBe('planned');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = createSqliteStore({ folder: temp.path });
    const plans = await (await store.account('anna')).journal.plans({ status: 'planned' });
    expect(plans.map(({ plan }) => plan.id)).toEqual(['plan-1']);
    await store.close();
  },
  patience,
);
