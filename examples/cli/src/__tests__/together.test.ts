import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type Ended, type House, jsonLines } from './house.ts';

// Several processes over the same folder at once, with nothing between them but lock files.

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
let house: House;
beforeEach(async () => {
  house = await createHouse(4);
});
afterEach(() => house[Symbol.asyncDispose]());

const countsOf = (ended: Ended): Readonly<Record<string, number>> =>
  Object(jsonLines(ended).at(-1)?.counts);
const sum = (all: readonly Ended[], name: string) =>
  all.reduce((total, ended) => total + (countsOf(ended)[name] ?? 0), 0);
const targets = (all: readonly Ended[], name: string) =>
  all.flatMap((ended) =>
    jsonLines(ended).flatMap((line) =>
      line.event === name ? [Object(line.receipt ?? line).target as string] : [],
    ),
  );
const leftOvers = async () =>
  (await readdir(house.music, { recursive: true })).filter((name) =>
    /\.lock$|earmark-tmp|deed-/.test(name),
  );

function expectEachOnce(both: readonly Ended[]): void {
  expect(
    both.map(({ code }) => code),
    both.map(({ stderr }) => stderr).join(),
  ).toEqual([0, 0]);
  const done = targets(both, 'change-applied');
  expect(new Set(done).size).toBe(20);
  expect(done).toHaveLength(20);
}

test.each([
  ['with a state each', ['--state', 'state-a'], ['--state', 'state-b']],
  ['with one state', [], []],
])(
  'two of earmark tag %s do each file once, and say who has what they skipped',
  async (_, one, other) => {
    const before = await digestsOf(house.music);
    const both = await Promise.all(
      [one, other].map((state) => house.spawn(['tag', 'music', '--shared', '--json', ...state])),
    );
    expectEachOnce(both);
    expect(sum(both, 'applied')).toBe(20);
    const changed = differences(before, await digestsOf(house.music));
    expect(changed.filter((path) => !path.includes('.earmark'))).toHaveLength(20);
    for (const ended of both)
      for (const line of jsonLines(ended).filter(({ event }) => event === 'change-skipped'))
        expect(Object(line.fault).message).toMatch(/locked by process \d+ on|written by somebody/);
    expect(await leftOvers()).toEqual([]);
  },
);

test('two of earmark transcode do each file once', async (ctx) => {
  if (!hasFfmpeg) ctx.skip('there is no ffmpeg in PATH');
  const both = await Promise.all(
    ['a', 'b'].map((name) =>
      house.spawn([
        ...['transcode', 'music', '--profile', 'opus', '--shared', '--lossy-ok'],
        ...['--json', '--state', `state-${name}`],
      ]),
    ),
  );
  expectEachOnce(both);
  expect(await leftOvers()).toEqual([]);
});

test('four workers share the queue of one state: no attempt fails, and all end when nothing waits', async () => {
  await house.earmark(['tag', 'music', '--queue']);
  const work = ['worker', '--topics', 'tag', '--drain', '--json'];
  const all = await Promise.all(Array.from({ length: 4 }, () => house.spawn(work)));
  expect(
    all.map(({ code }) => code),
    all.map(({ stderr }) => stderr).join(),
  ).toEqual([0, 0, 0, 0]);
  const events = all.flatMap((ended) => jsonLines(ended).map(({ event }) => event));
  expect(events.filter((event) => event === 'job-done')).toHaveLength(4);
  expect(events.filter((event) => /^job-(failed|postponed|lost)/.test(String(event)))).toEqual([]);
  expect(new Set(targets(all, 'change-applied')).size).toBe(20);
  expect(targets(all, 'change-applied')).toHaveLength(20);
  const jobs = jsonLines(await house.earmark(['jobs', 'list', '--json']));
  expect(jobs.filter(({ attempts }) => attempts === 1)).toHaveLength(4);
  expect(await leftOvers()).toEqual([]);
});

test('without --shared whoever comes second is told who is writing', async () => {
  const instance = join('state', 'default', 'locks', 'instance');
  const run = ['locks', 'run', instance, '--', process.execPath, ...house.command];
  const refused = await house.spawn([...run, 'tag', 'music']);
  expect(refused.stderr).toMatch(/account default is being written by another.*by process \d+ on/);
  expect(refused.code).toBe(1);
});
