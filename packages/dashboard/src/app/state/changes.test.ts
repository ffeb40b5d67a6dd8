import { expect, test } from 'vitest';
import type { ChangeView } from '../api/types.ts';
import { byAlbum, changesOf } from './changes.ts';

const change = (receipt: string, target: string, after: string, undone = false): ChangeView => ({
  receipt,
  run: 'run',
  target,
  at: Number(receipt),
  subject: 'album',
  title: 'An Album',
  field: 'genre',
  before: ['Rock'],
  after: [after],
  status: 'applied',
  undone,
});

test('the files of an album that change alike are one change', () => {
  const [both, ...others] = changesOf([change('1', 'a', 'Jazz'), change('2', 'b', 'Jazz')]);
  expect(others).toEqual([]);
  expect(both).toMatchObject({ title: 'An Album', files: 2, receipts: ['1', '2'], at: 2 });
});

test('what changes otherwise, or was undone, stands by itself', () => {
  const rows = [change('1', 'a', 'Jazz'), change('2', 'b', 'Soul'), change('3', 'c', 'Jazz', true)];
  expect(changesOf(rows).map(({ after, undone }) => [after[0], undone])).toEqual([
    ['Jazz', false],
    ['Soul', false],
    ['Jazz', true],
  ]);
});

test('what was not made says why, beside what was', () => {
  const failed: ChangeView = {
    ...change('2', 'b', 'Jazz'),
    status: 'failed',
    fault: { code: 'conflict', message: 'Someone changed it since.' },
  };
  expect(changesOf([change('1', 'a', 'Jazz'), failed]).map(({ fault }) => fault)).toEqual([
    undefined,
    'Someone changed it since.',
  ]);
});

test('the changes of an album stand together, in the order in which it first comes', () => {
  const year = { ...change('3', 'a', '1999'), field: 'date' };
  const other = { ...change('2', 'x', 'Soul'), subject: 'other', title: 'Another' };
  const albums = byAlbum(changesOf([change('1', 'a', 'Jazz'), other, year]));
  expect(albums.map(({ title, changes }) => [title, changes.map(({ field }) => field)])).toEqual([
    ['An Album', ['genre', 'date']],
    ['Another', ['genre']],
  ]);
});
