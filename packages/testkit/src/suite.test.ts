import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
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

test('a check that does not apply is skipped with its reason, after its subject was taken down', async () => {
  const closed: string[] = [];
  const results = await runChecks((runner) =>
    runSuite(
      runner,
      [{ name: 'it sings', unless: () => 'it has no voice', run: () => assert.fail() }],
      async (check) => {
        await check({});
        closed.push('closed');
      },
    ),
  );
  expect(results).toEqual([{ name: 'it sings', outcome: 'skipped', reason: 'it has no voice' }]);
  expect(closed).toEqual(['closed']);
});

test('where a runner gives no context, as Jest does, bodies take no parameter and skips are told', async () => {
  const told: unknown[] = [];
  using _warn = vi.spyOn(console, 'warn').mockImplementation((line) => void told.push(line));
  const bodies: (() => Promise<void>)[] = [];
  const skip = [{ name: 'the answer is 42', reason: 'not here' }];
  suite({ test: (_, body) => bodies.push(body), skip }, 41);
  expect(bodies.map(({ length }) => length)).toEqual([0, 0]);
  for (const body of bodies) await body();
  expect(told).toEqual(['skipped: the answer is 42: not here']);
});

test("under node:test the checks run, fail and are skipped in that runner's own report", () => {
  const program = `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite } from '${new URL('suite.ts', import.meta.url)}';
runSuite({ test }, [
  { name: 'good', run() {} },
  { name: 'bad', run: () => assert.fail('broken') },
  { name: 'out', unless: () => 'because', run() {} },
], (check) => check({}));`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--test-reporter=tap', '-e', program],
    { encoding: 'utf8' },
  );
  expect(stdout).toMatch(/^ok 1 - good/m);
  expect(stdout).toMatch(/^not ok 2 - bad/m);
  expect(stdout).toMatch(/^ok 3 - out # SKIP because/m);
});
