import { expect, test } from 'vitest';
import { uniqueBeginning } from './unique-beginning.ts';

async function* rows() {
  yield* ['abcd1', 'abcd2', 'bcde3'];
}
const meant = (text: string) => uniqueBeginning(text, rows(), (id) => id, 'runs');

test('one id that begins so is meant; several are named; none, and too little, mean nothing', async () => {
  expect(await meant('bcde')).toBe('bcde3');
  await expect(meant('abcd')).rejects.toThrow('abcd is the beginning of 2 runs: abcd1, abcd2');
  expect(await meant('cccc')).toBeUndefined();
  expect(await meant('bcd')).toBeUndefined();
});
