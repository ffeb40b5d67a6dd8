import { whole } from '../options/check.ts';
import type { RunContext } from '../run/context.ts';
import type { Stage } from './pipeline.ts';

/** Items in lists of `size`; the last may be shorter. */
export function batch<T>(size: number): Stage<T, readonly T[]> {
  whole(1)(size, 'batch: the size');
  return async function* batched(items) {
    let list: T[] = [];
    for await (const item of items) {
      list.push(item);
      if (list.length < size) continue;
      yield list;
      list = [];
    }
    if (list.length > 0) yield list;
  };
}

export function filter<T>(
  keep: (item: T, run: RunContext) => boolean | Promise<boolean>,
): Stage<T, T> {
  return async function* filtered(items, run) {
    for await (const item of items) if (await keep(item, run)) yield item;
  };
}

/** Looks at each item on its way. */
export function tap<T>(look: (item: T, run: RunContext) => void | Promise<void>): Stage<T, T> {
  return async function* tapped(items, run) {
    for await (const item of items) {
      await look(item, run);
      yield item;
    }
  };
}

/** The first `count` items; nothing more is pulled. */
export function take<T>(count: number): Stage<T, T> {
  whole(0)(count, 'take: the count');
  return async function* taken(items) {
    if (count <= 0) return;
    let left = count;
    for await (const item of items) {
      yield item;
      if (--left === 0) return;
    }
  };
}
