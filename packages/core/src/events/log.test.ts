import { describe, expect, test } from 'vitest';
import { stillClock } from '../__tests__/clock.ts';
import { house, quiet } from '../__tests__/house.ts';
import { createEarmark, type Earmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import type { LoggedEvent } from '../ports.ts';
import type { Source } from '../spec.ts';
import type { Envelope } from './bus.ts';
import type { EventsOptions } from './follow.ts';
import { createEventWriter, defaultRetention } from './writer.ts';

declare module '@earmark/spec' {
  interface Events {
    'label-guessed': { readonly label: string };
  }
}

/** What is seen until an event of this name comes. */
async function until(earmark: Earmark, name: string, options: Partial<EventsOptions> = {}) {
  const stopping = new AbortController();
  const seen: LoggedEvent[] = [];
  for await (const event of earmark.events({ since: 0, signal: stopping.signal, ...options })) {
    seen.push(event);
    if (event.event === name) stopping.abort();
  }
  return seen;
}

test('a run is told to who comes later and to who is in another process, in order, without chatter', async () => {
  const store = createMemoryStore();
  const { earmark, tag, options } = await house({ store });
  const other = await createEarmark({ ...options, store });
  const live = until(other, 'run-ended');
  const { run } = await earmark.run(tag()).done;
  const seen = await live;
  const names = seen.map(({ event }) => event);
  expect(names[0]).toBe('run-started');
  expect(names.at(-1)).toBe('run-ended');
  expect(names.filter((name) => name === 'change-applied')).toHaveLength(2);
  expect(names).not.toContain('subject-found');
  expect(seen.every((event) => event.run === run && event.account === 'default')).toBe(true);
  expect(await until(earmark, 'run-ended')).toEqual(seen);
});

test('what undo needs is not in the log, and what changed is', async () => {
  const { earmark, tag } = await house();
  await earmark.run(tag()).done;
  const seen = await until(earmark, 'run-ended');
  const applied = seen.find(({ event }) => event === 'change-applied');
  expect(applied?.data).toMatchObject({
    receipt: { target: 'music:Sure One', applied: [{ field: 'genre', after: ['Rock'] }] },
  });
  expect(JSON.stringify(applied)).not.toContain('undo');
});

test('an account hears of itself alone, unless everyone is meant', async () => {
  const { earmark, tag } = await house();
  const ben = earmark.for('ben');
  await earmark.run(tag()).done;
  ben.emit('label-guessed', { label: 'Warp' });
  expect((await until(ben, 'label-guessed')).map(({ account }) => account)).toEqual(['ben']);
  const all = await until(ben, 'label-guessed', { everyone: true });
  expect(new Set(all.map(({ account }) => account))).toEqual(new Set(['default', 'ben']));
});

test('a plugin tells of its own events, and not in the name of the house', async () => {
  const source: Source = {
    spec: 1,
    kind: 'source',
    name: 'guessing',
    answers: ['album'],
    async find(_query, { emit }) {
      emit?.('label-guessed', { label: 'Warp' });
      emit?.('run-started', { pipeline: 'another' });
      return [];
    },
  };
  const { earmark, tag } = await house({ sources: [source] });
  const heard: string[] = [];
  const run = earmark.run(tag());
  run.on('label-guessed', ({ label }) => heard.push(label));
  const { fault } = await run.done;
  expect(heard).toEqual(['Warp', 'Warp', 'Warp', 'Warp']);
  expect(fault?.message).toContain('run-started is an event of the house');
});

test('who comes back after events were pruned is told that some were missed', async () => {
  const { earmark } = await house();
  for (let at = 0; at < 3; at += 1) earmark.emit('label-guessed', { label: `${at}` });
  await until(earmark, 'label-guessed');
  const { events } = await earmark.shared();
  await expect.poll(async () => (await events.span()).last).toBe(3);
  await events.prune({ before: 0, keep: 1 });
  const [first, second] = await until(earmark, 'label-guessed', { since: 1 });
  expect(first).toMatchObject({ event: 'events-missed', data: { since: 1, first: 3 } });
  expect(second).toMatchObject({ seq: 3 });
});

describe('the writer', () => {
  function bench() {
    const batches: string[][] = [];
    let broken = false;
    const clock = stillClock();
    const warnings: string[] = [];
    const pruned: unknown[] = [];
    const writer = createEventWriter({
      clock,
      keep: defaultRetention,
      log: { ...quiet, warn: (message: string) => void warnings.push(message) },
      events: {
        async append(rows) {
          if (broken) throw new Error('disk full');
          batches.push(rows.map(({ event }) => event));
          return rows.map((_, at) => at);
        },
        list: async () => [],
        span: async () => ({ first: 0, last: 0 }),
        async *changes() {},
        async prune(options) {
          pruned.push(options);
          return 0;
        },
      },
    });
    const told = (event: string, more: object = {}) =>
      writer.add({ id: 1, at: 0, account: 'a', run: 'r', event, ...more } as unknown as Envelope);
    return {
      writer,
      clock,
      batches,
      warnings,
      pruned,
      told,
      breakIt(now: boolean) {
        broken = now;
      },
    };
  }

  test('makes one batch of what is told together', async () => {
    const { writer, batches, told } = bench();
    for (let at = 0; at < 100; at += 1) told('change-failed');
    await writer.flush();
    expect(batches.map(({ length }) => length)).toEqual([100]);
  });

  test('writes progress twice a second at most, and the last one before the end', async () => {
    const { writer, clock, batches, told } = bench();
    for (let at = 0; at < 100; at += 1) {
      told('run-progressed', { done: at });
      clock.advance(10);
    }
    told('run-ended', { outcome: 'completed', counts: {} });
    await writer.flush();
    expect(batches.flat()).toEqual([
      'run-progressed',
      'run-progressed',
      'run-progressed',
      'run-ended',
    ]);
  });

  test('says once that it cannot write, and goes on when it can', async () => {
    const { writer, batches, warnings, told, breakIt } = bench();
    breakIt(true);
    for (let at = 0; at < 3; at += 1) {
      told('change-failed');
      await writer.flush();
    }
    expect(warnings).toHaveLength(1);
    breakIt(false);
    told('run-started');
    await writer.flush();
    expect(batches).toEqual([['run-started']]);
  });

  test('forgets what is old, by age and number', async () => {
    const { writer, clock, pruned, told } = bench();
    told('run-started');
    await writer.flush();
    expect(pruned).toEqual([{ before: clock.now() - 30 * 24 * 3_600_000, keep: 200_000 }]);
  });
});
