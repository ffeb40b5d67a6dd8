import { expect, test } from 'vitest';
import { createCoalescer } from './coalesce.ts';

const event = (seq: number, name: string, run = 'r') => ({
  seq,
  at: 0,
  account: 'a',
  run,
  event: name,
  data: {},
});
const seqs = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq);

test('of a state the last is sent, of facts each, in order', () => {
  const coalescer = createCoalescer();
  coalescer.add([
    event(1, 'run-progressed'),
    event(2, 'change-applied'),
    event(3, 'run-progressed'),
    event(4, 'change-applied'),
  ]);
  expect(seqs(coalescer.take(0))).toEqual([2, 3, 4]);
  expect(coalescer.isEmpty).toBe(true);
});

test('a state goes out twice a second at most, and is not lost', () => {
  const coalescer = createCoalescer();
  coalescer.add([event(1, 'run-progressed')]);
  expect(seqs(coalescer.take(0))).toEqual([1]);
  coalescer.add([event(2, 'run-progressed'), event(3, 'run-progressed', 'other')]);
  expect(seqs(coalescer.take(100))).toEqual([3]);
  expect(coalescer.isEmpty).toBe(false);
  expect(seqs(coalescer.take(500))).toEqual([2]);
});
