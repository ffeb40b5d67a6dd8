import { expect, test } from 'vitest';
import type { ReceiptView } from '../api/types.ts';
import { changesOf } from './changes.ts';

const receipt = (id: string, target: string, after: string): ReceiptView => ({
  id,
  run: 'run',
  target,
  at: Number(id),
  subject: 'album',
  title: 'An Album',
  diff: [{ field: 'genre', before: ['Rock'], after: [after] }],
});

test('the files of an album that change alike are one change', () => {
  const [change, ...others] = changesOf([receipt('1', 'a', 'Jazz'), receipt('2', 'b', 'Jazz')]);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ title: 'An Album', files: 2, receipts: ['1', '2'], at: 2 });
});

test('what changes otherwise, or was undone, stands by itself', () => {
  const undone = { ...receipt('3', 'c', 'Jazz'), undoneBy: '9' };
  const changes = changesOf([receipt('1', 'a', 'Jazz'), receipt('2', 'b', 'Soul'), undone]);
  expect(changes.map(({ after, undone }) => [after[0], undone])).toEqual([
    ['Jazz', false],
    ['Soul', false],
    ['Jazz', true],
  ]);
});
