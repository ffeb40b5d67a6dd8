import assert from 'node:assert/strict';
import type { EventLog, LoggedEvent, NewLoggedEvent } from '@earmark/core';
import { at, type StoreCheck } from './subject.ts';

const event = (name: string, change: Partial<NewLoggedEvent> = {}): NewLoggedEvent => ({
  at,
  account: 'anna',
  event: name,
  data: { name, deep: [1, null, 'ü'] },
  ...change,
});
const names = (events: readonly LoggedEvent[]) => events.map(({ event: name }) => name);

/** Waits until the log has these events after `since`: told by its changes, never by a clock. */
async function heard(log: EventLog, since: number, count: number): Promise<readonly LoggedEvent[]> {
  const stop = new AbortController();
  for await (const _ of log.changes(stop.signal)) {
    const found = await log.list({ since });
    if (found.length >= count) {
      stop.abort();
      return found;
    }
  }
  return [];
}

/** The log of what happened in an installation. */
export const eventChecks: readonly StoreCheck[] = [
  {
    name: 'events are numbered in the order they came, and listed from a number on',
    async run({ store }) {
      const { events } = await store.shared();
      assert.deepEqual(await events.span(), { first: 0, last: 0 });
      assert.deepEqual(await events.append([]), []);
      const [one = 0, two = 0] = await events.append([
        event('run-started', { run: 'r' }),
        event('x'),
      ]);
      const [three = 0] = await events.append([event('run-ended', { run: 'r', account: 'ben' })]);
      assert.deepEqual([two, three], [one + 1, one + 2]);
      assert.deepEqual(await events.list({ since: 0, limit: 1 }), [
        { ...event('run-started', { run: 'r' }), seq: one },
      ]);
      assert.deepEqual(names(await events.list({ since: one })), ['x', 'run-ended']);
      assert.deepEqual(names(await events.list({ since: 0, account: 'ben' })), ['run-ended']);
      assert.deepEqual(names(await events.list({ since: one, run: 'r' })), ['run-ended']);
      assert.deepEqual(names(await events.list({ since: 0, events: ['x'] })), ['x']);
      assert.deepEqual(await events.list({ since: 0, events: [] }), []);
      assert.deepEqual(await events.span(), { first: one, last: three });
    },
  },
  {
    name: 'what is too old or too much is forgotten, and its numbers are not given again',
    async run({ store }) {
      const { events } = await store.shared();
      const seqs = await events.append(
        Array.from({ length: 10 }, (_, index) => event(`e${index}`, { at: at + index })),
      );
      const last = seqs.at(-1) ?? 0;
      assert.equal(await events.prune({ before: at + 3, keep: 100 }), 3);
      assert.deepEqual(names(await events.list({ since: 0, limit: 1 })), ['e3']);
      assert.equal(await events.prune({ before: 0, keep: 2 }), 5);
      assert.deepEqual(await events.span(), { first: last - 1, last });
      assert.equal(await events.prune({ before: at + 100, keep: 100 }), 2);
      assert.deepEqual(await events.span(), { first: last + 1, last });
      assert.deepEqual(await events.append([event('next')]), [last + 1]);
      assert.deepEqual(await events.span(), { first: last + 1, last: last + 1 });
      assert.equal(await events.prune({ before: 0, keep: 1 }), 0);
    },
  },
  {
    name: 'who listens is told of what is appended, and is told no more once it stops',
    async run({ store }) {
      const { events } = await store.shared();
      const waiting = heard(events, 0, 2);
      await events.append([event('one')]);
      await events.append([event('two')]);
      assert.deepEqual(names(await waiting), ['one', 'two']);
      const stopped = new AbortController();
      stopped.abort();
      let yields = 0;
      for await (const _ of events.changes(stopped.signal)) yields++;
      assert.ok(yields <= 1);
    },
  },
  {
    name: 'who listens is told of what another process appends',
    async run({ store, open }) {
      const { events } = await store.shared();
      const others = (await (await open()).shared()).events;
      const waiting = heard(events, 0, 1);
      await events.append([event('before')]);
      assert.deepEqual(names(await waiting), ['before']);
      const more = heard(events, 1, 1);
      await others.append([event('elsewhere')]);
      assert.deepEqual(names(await events.list({ since: 1 })), ['elsewhere']);
      assert.deepEqual(names(await more), ['elsewhere']);
    },
  },
  {
    name: 'two stores that append at the same time number each event once',
    async run({ store, open }) {
      const [one, two] = [await store.shared(), await (await open()).shared()];
      const appended = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? one : two).events.append([event(`a${index}`), event(`b${index}`)]),
        ),
      );
      assert.equal(new Set(appended.flat()).size, 20);
      const listed = (await two.events.list({ since: 0 })).map(({ seq }) => seq);
      assert.deepEqual(
        listed,
        appended.flat().sort((left, right) => left - right),
      );
    },
  },
];
