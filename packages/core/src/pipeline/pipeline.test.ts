import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import type { RunContext } from '../run/context.ts';
import { map } from './map.ts';
import type { Stage } from './pipeline.ts';
import { batch, filter, take, tap } from './stages.ts';

const stopping = new AbortController();
const run = { signal: stopping.signal } as RunContext;

async function* numbers(count: number, pulled: number[] = []) {
  for (let number = 1; number <= count; number++) {
    pulled.push(number);
    yield number;
  }
}
async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
const through = <In, Out>(stage: Stage<In, Out>, items: AsyncIterable<In>, context = run) =>
  all(stage(items, context));

test('map keeps the order of its items, whatever finishes first', async () => {
  const delays = [30, 1, 20, 1];
  const doubled = map<number, number>(
    async (number) => {
      await new Promise((resolve) => setTimeout(resolve, delays[number - 1]));
      return number * 2;
    },
    { concurrency: 4 },
  );
  expect(await through(doubled, numbers(4))).toEqual([2, 4, 6, 8]);
});

test('map never works on more than it may at once', async () => {
  let working = 0;
  let most = 0;
  const counted = map<number, number>(
    async (number) => {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
      return number;
    },
    { concurrency: 3 },
  );
  await through(counted, numbers(20));
  expect(most).toBe(3);
});

test('nothing is pulled far ahead of who consumes', async () => {
  const pulled: number[] = [];
  const items = map<number, number>((number) => number, { concurrency: 2 })(
    numbers(1000, pulled),
    run,
  );
  const iterator = items[Symbol.asyncIterator]();
  await iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(pulled.length).toBeLessThanOrEqual(4);
  await iterator.return?.();
});

test('a result is handed on although the next item is long in coming', async () => {
  async function* slow() {
    yield 1;
    await new Promise(() => {});
  }
  const iterator = map<number, number>((number) => number, { concurrency: 4 })(slow(), run)[
    Symbol.asyncIterator
  ]();
  expect(await iterator.next()).toEqual({ done: false, value: 1 });
});

test('an error of the work reaches who consumes, and the source is closed', async () => {
  let closed = false;
  async function* source() {
    try {
      yield* numbers(10);
    } finally {
      closed = true;
    }
  }
  const failing = map<number, number>((number) => {
    if (number === 3) throw new Error('three');
    return number;
  });
  await expect(through(failing, source())).rejects.toThrow('three');
  expect(closed).toBe(true);
});

test('a stopped map pulls nothing more and finishes what it began', async () => {
  const controller = new AbortController();
  const context = { signal: controller.signal } as RunContext;
  const finished: number[] = [];
  const work = map<number, number>(
    async (number) => {
      if (number === 3) controller.abort();
      await new Promise((resolve) => setImmediate(resolve));
      finished.push(number);
      return number;
    },
    { concurrency: 2 },
  );
  const results = await through(work, numbers(100), context);
  expect(results.length).toBeLessThanOrEqual(4);
  expect(finished).toEqual(results);
});

test('a failure of what was begun is told, though a stop ended the items before it', async () => {
  const controller = new AbortController();
  async function* source() {
    yield 1;
    controller.abort();
    throw new EarmarkError('aborted', 'stopped by the caller');
  }
  const failing = map<number, number>(
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('disk full');
    },
    { concurrency: 2 },
  );
  const context = { signal: controller.signal } as RunContext;
  await expect(through(failing, source(), context)).rejects.toThrow('disk full');
});

test('batch makes lists, the last of which may be shorter', async () => {
  expect(await through(batch<number>(2), numbers(5))).toEqual([[1, 2], [3, 4], [5]]);
});

test('filter keeps, tap looks, take ends the pulling', async () => {
  const pulled: number[] = [];
  const seen: number[] = [];
  const odd = filter<number>((number) => number % 2 === 1)(numbers(100, pulled), run);
  const looked = tap<number>((number) => void seen.push(number))(odd, run);
  expect(await all(take<number>(2)(looked, run))).toEqual([1, 3]);
  expect(seen).toEqual([1, 3]);
  expect(pulled).toEqual([1, 2, 3]);
});
