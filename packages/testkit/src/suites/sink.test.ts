import {
  createMemoryState,
  EarmarkError,
  type Fields,
  type Plan,
  type Receipt,
  type Sink,
} from '@earmark/core';
import { describe, expect, test } from 'vitest';
import { runChecks } from '../suite.ts';
import { type SinkSubject, sinkSuite } from './sink.ts';

/** A sink over an object in memory; `faulty` swaps one of its methods for a wrong one. */
interface Shelf {
  fields: Record<string, readonly string[]>;
}
interface Undo {
  readonly back: Fields;
  readonly there: Fields;
}
type Faulty = (sink: Sink, shelf: Shelf) => Partial<Sink>;

const text = (fields: Fields): string => JSON.stringify(Object.entries(fields).sort());
const target = 'shelf:item';
const start = { title: ['Old'], genre: ['Rock'], comment: ['kept'] };

function createShelfSink(shelf: Shelf): Sink {
  let plans = 0;
  const write = (set: Fields) => {
    shelf.fields = { ...shelf.fields, ...set };
  };
  const receipt = (plan: Plan, diff: Receipt['applied'], back: Fields, there: Fields): Receipt => ({
    plan: plan.id,
    target,
    applied: diff,
    fingerprint: text(shelf.fields),
    at: 0,
    undo: { back, there },
  });
  return {
    spec: 1,
    kind: 'sink',
    name: 'shelf',
    async plan(change) {
      if (change.kind !== 'fields') throw new EarmarkError('unsupported', 'only fields');
      const diff = Object.entries(change.set)
        .map(([field, after]) => ({ field, before: shelf.fields[field] ?? [], after }))
        .filter(({ before, after }) => before.join() !== after.join());
      const after = { ...shelf.fields, ...change.set };
      return {
        id: `plan ${++plans}`,
        change,
        diff,
        fingerprint: text(shelf.fields),
        data: text(after),
      };
    },
    async apply(plan, { signal, lease }) {
      const { diff, data, fingerprint } = plan;
      const now = text(shelf.fields);
      if (now !== data && now !== fingerprint) throw new EarmarkError('conflict', 'it changed');
      if (signal.aborted) throw new EarmarkError('aborted', 'stopped');
      await lease.confirm();
      const values = (of: 'before' | 'after') =>
        Object.fromEntries(diff.map((entry) => [entry.field, entry[of]]));
      write(values('after'));
      return receipt(plan, diff, values('before'), values('after'));
    },
    async inspect({ data, fingerprint }) {
      const now = text(shelf.fields);
      if (now === data) return 'after';
      return now === fingerprint ? 'before' : 'other';
    },
    async revert(given, { lease }) {
      const { back, there }: Undo = JSON.parse(JSON.stringify(given.undo));
      const is = (set: Fields) => text({ ...shelf.fields, ...set }) === text(shelf.fields);
      if (!is(back) && !is(there)) throw new EarmarkError('conflict', 'it changed');
      await lease.confirm();
      write(back);
      const applied = given.applied.map(({ field, before, after }) => ({
        field,
        before: after,
        after: before,
      }));
      return {
        ...given,
        applied,
        fingerprint: text(shelf.fields),
        undo: { back: there, there: back },
      };
    },
  };
}

const subject =
  (faulty: Faulty = () => ({})) =>
  async (): Promise<SinkSubject & AsyncDisposable> => {
    const shelf: Shelf = { fields: start };
    const sink = createShelfSink(shelf);
    const never = new AbortController().signal;
    const nothing = () => undefined;
    const offline = async () => {
      throw new Error('a shelf needs no network');
    };
    return {
      sink: { ...sink, ...faulty(sink, shelf) },
      ctx: {
        account: 'default',
        http: { json: offline, request: offline },
        log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
        clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
        state: createMemoryState(),
        roots: {},
        signal: never,
      },
      target,
      set: { title: ['New'], genre: ['Hip Hop', 'Jazz'] },
      otherSet: { title: ['Other'], genre: ['Folk'] },
      snapshot: async () => text(shelf.fields),
      async tamper() {
        shelf.fields = { title: ['Theirs'], genre: ['Theirs'] };
      },
      [Symbol.asyncDispose]: async () => undefined,
    };
  };

describe('a good sink passes', () => {
  sinkSuite({ test }, subject());
});

const confirmed = { confirm: async () => undefined };
const faults: readonly (readonly [what: string, fault: Faulty, caughtBy: string])[] = [
  [
    'planning writes',
    (sink, shelf) => ({
      async plan(change, ctx) {
        const plan = await sink.plan(change, ctx);
        shelf.fields = { ...shelf.fields, title: ['planned'] };
        return plan;
      },
    }),
    'a plan says what would change, and changes nothing',
  ],
  [
    'the fingerprint is ignored',
    (sink, shelf) => ({
      apply: (plan, ctx) => sink.apply({ ...plan, fingerprint: text(shelf.fields) }, ctx),
    }),
    'a target that changed since it was planned is refused with conflict, and left alone',
  ],
  [
    'the lease is not confirmed',
    (sink) => ({
      apply: (plan, ctx) => sink.apply(plan, { ...ctx, lease: { ...ctx.lease, ...confirmed } }),
    }),
    'a lost lease is refused with locked, and the target left alone',
  ],
  [
    'the lease is not confirmed for an undo',
    (sink) => ({
      revert: (receipt, ctx) =>
        sink.revert(receipt, { ...ctx, lease: { ...ctx.lease, ...confirmed } }),
    }),
    'a lost lease stops an undo, too',
  ],
  [
    'the signal is ignored',
    (sink) => ({
      apply: (plan, ctx) => sink.apply(plan, { ...ctx, signal: new AbortController().signal }),
    }),
    'a stopped run is refused with aborted, and the target left alone',
  ],
  [
    'applying again is a conflict',
    (sink) => ({
      apply: (plan, ctx) => sink.apply({ ...plan, data: 'nothing is like this' }, ctx),
    }),
    'applying again changes nothing and gives the receipt again',
  ],
  [
    'inspect always says before',
    () => ({ inspect: async () => 'before' }),
    'inspect tells before, after and other',
  ],
  [
    'undo forgets a field',
    (sink) => ({
      revert: (receipt, ctx) =>
        sink.revert(
          { ...receipt, undo: { back: { title: ['Old'] }, there: { title: ['New'] } } },
          ctx,
        ),
    }),
    'a receipt leads back, byte for byte, and its own receipt there again',
  ],
  [
    'undo runs over what others wrote',
    (_, shelf) => ({
      async revert(receipt) {
        shelf.fields = start;
        return receipt;
      },
    }),
    'what someone changed since is not undone: conflict, and left alone',
  ],
  [
    'the receipt claims more than was done',
    (sink) => ({
      async apply(plan, ctx) {
        const receipt = await sink.apply(plan, ctx);
        return {
          ...receipt,
          applied: [...receipt.applied, { field: 'year', before: [], after: ['1999'] }],
        };
      },
    }),
    'applying does what the plan says, also after a way through the journal',
  ],
];
test.each(faults)('catches the planted fault: %s', async (_, fault, name) => {
  const [result] = await runChecks(({ test: register }) =>
    sinkSuite(
      { test: (check, body) => (check === name ? register(check, body) : undefined) },
      subject(fault),
    ),
  );
  expect(result?.outcome).toBe('failed');
});
