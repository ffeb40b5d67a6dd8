import type { RandomAccess } from '@earmark/core';
import { expect, test, vi } from 'vitest';
import { oncePerFile } from './once-per-file.ts';

const fileOf = (size: number): RandomAccess => ({ size, bytes: () => new Uint8Array(0) });

test('what was found in a file and in what it will become is found once, in whichever order it is asked for', () => {
  const find = vi.fn(({ size }: RandomAccess) => ({ size }));
  const once = oncePerFile(find);
  const [old, next] = [fileOf(1), fileOf(2)];
  const found = [old, next, old, next, next, old].map(once);
  expect(found.map(({ size }) => size)).toEqual([1, 2, 1, 2, 2, 1]);
  expect(find).toHaveBeenCalledTimes(2);
});

test('another file of the same size is another file, and what failed is tried again', () => {
  let works = false;
  const once = oncePerFile((file) => {
    if (!works) throw new Error('not yet');
    return file;
  });
  const [one, two] = [fileOf(1), fileOf(1)];
  expect(() => once(one)).toThrow('not yet');
  works = true;
  expect(once(one)).toBe(one);
  expect(once(two)).toBe(two);
});
