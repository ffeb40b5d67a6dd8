import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';

function asked(options = {}) {
  const questions: (readonly number[])[] = [];
  const held: (() => void)[] = [];
  const ask = gather(async (items: readonly number[]) => {
    questions.push(items);
    await new Promise<void>((resolve) => held.push(resolve));
    return items.map((item) => item * 2);
  }, options);
  const answer = () => held.shift()?.();
  return { ask, questions, answer };
}

test('what is asked in one turn is asked together, and each gets its own answer', async () => {
  const { ask, questions, answer } = asked();
  const answers = Promise.all([1, 2, 3].map(ask));
  await setImmediate();
  expect(questions).toEqual([[1, 2, 3]]);
  answer();
  expect(await answers).toEqual([2, 4, 6]);
});

test('the next turn does not wait for the one before', async () => {
  const { ask, questions, answer } = asked();
  const first = ask(1);
  await setImmediate();
  const second = ask(2);
  await setImmediate();
  expect(questions).toEqual([[1], [2]]);
  answer();
  answer();
  expect(await Promise.all([first, second])).toEqual([2, 4]);
});

test('one by one: what is asked meanwhile goes together with the next question', async () => {
  const { ask, questions, answer } = asked({ oneByOne: true });
  const first = ask(1);
  await setImmediate();
  const rest = Promise.all([2, 3].map(ask));
  await setImmediate();
  expect(questions).toEqual([[1]]);
  answer();
  expect(await first).toBe(2);
  await setImmediate();
  expect(questions).toEqual([[1], [2, 3]]);
  answer();
  expect(await rest).toEqual([4, 6]);
});

test('no more than so many go together, and a failure is the failure of those alone', async () => {
  const ask = gather(
    async (items: readonly number[]) => {
      if (items.includes(1)) throw new Error('one of two failed');
      return items;
    },
    { most: 2 },
  );
  const answers = await Promise.allSettled([1, 2, 3].map(ask));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
