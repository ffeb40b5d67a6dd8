import { expect, test } from 'vitest';
import { createWindowed } from './windowed.ts';

function numbers(count: number) {
  const asked: number[] = [];
  const cancelled: number[] = [];
  const list = createWindowed<number>(async (offset, limit, signal) => {
    asked.push(offset);
    signal.addEventListener('abort', () => cancelled.push(offset));
    await Promise.resolve();
    const items = Array.from({ length: Math.min(limit, count - offset) }, (_, i) => offset + i);
    return { items, total: count };
  });
  return { list, asked, cancelled };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('only what is looked at is loaded', async () => {
  const { list, asked } = numbers(100_000);
  list.show(50_000, 50_030);
  await settled();
  expect(asked).toEqual([50_000]);
  expect(list.at(50_010)).toBe(50_010);
  expect(list.at(0)).toBeUndefined();
  expect(list.total.value).toBe(100_000);
});

test('a window that was scrolled past is cancelled', async () => {
  const { list, asked, cancelled } = numbers(100_000);
  list.show(0, 30);
  list.show(90_000, 90_030);
  await settled();
  expect(asked).toEqual([0, 90_000]);
  expect(cancelled).toEqual([0]);
  expect(list.at(5)).toBeUndefined();
});

test('a look at nothing, before there is anything, does not cancel the first page', async () => {
  const { list, cancelled } = numbers(1_000);
  list.show(0, 1);
  list.show(0, 0);
  await settled();
  expect(cancelled).toEqual([]);
  expect(list.total.value).toBe(1_000);
});

test('what was loaded is not asked for again, until it is refreshed', async () => {
  const { list, asked } = numbers(1_000);
  list.show(0, 30);
  await settled();
  list.show(0, 30);
  expect(asked).toEqual([0]);
  await list.refresh(0, 30);
  expect(asked).toEqual([0, 0]);
});

test('far pages are forgotten, so that memory does not grow with the list', async () => {
  const { list } = numbers(100_000);
  for (let first = 0; first < 10_000; first += 100) {
    list.show(first, first + 10);
    await settled();
  }
  expect(list.at(9_905)).toBe(9_905);
  expect(list.at(5)).toBeUndefined();
});

test('a failure is told and may be tried again', async () => {
  let fails = true;
  const list = createWindowed<number>(async () => {
    if (fails) throw new Error('down');
    return { items: [1], total: 1 };
  });
  list.show(0, 1);
  await settled();
  expect(list.error.value).toBeInstanceOf(Error);
  fails = false;
  list.show(0, 1);
  await settled();
  expect(list.at(0)).toBe(1);
  expect(list.error.value).toBeUndefined();
});
