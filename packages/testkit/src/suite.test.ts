import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { type Check, runChecks, runSuite, type SuiteRunner } from './suite.ts';

const checks: readonly Check<{ readonly answer: number }>[] = [
  { name: 'the answer is a number', run: ({ answer }) => assert.equal(typeof answer, 'number') },
  { name: 'the answer is 42', run: async ({ answer }) => assert.equal(answer, 42) },
];
const suite = (runner: SuiteRunner, answer: number, closed: number[] = []): void =>
  runSuite(runner, checks, async (check) => {
    try {
      await check({ answer });
    } finally {
      closed.push(answer);
    }
  });

describe('a suite of two checks', () => {
  suite({ test }, 42);
});

test('each check has a subject of its own, taken down also where the check fails', async () => {
  const closed: number[] = [];
  const results = await runChecks((runner) => suite(runner, 41, closed));
  expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
  expect(closed).toEqual([41, 41]);
});

test('a skipped check is reported with its reason and has no subject', async () => {
  const closed: number[] = [];
  const results = await runChecks(
    (runner) => suite(runner, 41, closed),
    [{ name: 'the answer is 42', reason: 'not here' }],
  );
  expect(results[1]).toEqual({ name: 'the answer is 42', outcome: 'skipped', reason: 'not here' });
  expect(closed).toEqual([41]);
});

test('a skip without a check or without a reason is refused', () => {
  const skip = (name: string, reason: string) => () =>
    suite({ test: () => undefined, skip: [{ name, reason }] }, 42);
  expect(skip('the answer is 43', 'why not')).toThrow('no such check');
  expect(skip('the answer is 42', ' ')).toThrow('no reason');
});
