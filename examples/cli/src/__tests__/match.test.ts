import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(2);
});
afterAll(() => house[Symbol.asyncDispose]());

const folder = () => join(house.music, 'Artist 1', 'Album 1');
const matchOf = async (...flags: readonly string[]) =>
  jsonLines(await house.earmark(['match', folder(), ...flags, '--json']));

test('the release behind a decision is told by tag, review and match, in words and as JSON', async () => {
  const tagged = await house.earmark(['tag', house.music, '--dry-run', '--reasons']);
  expect(tagged.stdout).toMatch(/memory: Artist 1 – Album 1 \(\d+ %\)/);
  const [decided] = jsonLines(
    await house.earmark(['tag', house.music, '--dry-run', '--json']),
  ).filter(({ event }) => event === 'decision-made');
  expect(decided).toMatchObject({ decision: { matches: [{ source: 'memory' }] } });
  expect(await matchOf()).toMatchObject([
    { event: 'match', title: 'Artist 1 – Album 1', matches: [{ id: 'Album 1' }], pinned: {} },
  ]);
});

test('a person chooses another release, and takes the choice back', async () => {
  expect(await matchOf('--source', 'memory', '--id', 'Album 0')).toMatchObject([
    { event: 'pinned', source: 'memory', id: 'Album 0' },
  ]);
  expect(await matchOf()).toMatchObject([{ pinned: { memory: 'Album 0' } }]);
  await matchOf('--source', 'memory', '--clear');
  expect(await matchOf()).toMatchObject([{ pinned: {} }]);
});

test('which releases it could be is listed, with other words too', async () => {
  expect(await matchOf('--search')).toMatchObject([
    { event: 'release-found', source: 'memory', id: 'Album 1' },
  ]);
  const { stdout } = await house.earmark(['match', folder(), '--search', 'Artist 0, Album 0']);
  expect(stdout).toMatch(/1 {2}memory: Artist 0 – Album 0.*\n.*--source memory --id Album 0/);
});

test('of an album that was only scanned, too; a folder without one says what to do', async () => {
  await using fresh = await createHouse(1);
  const only = join(fresh.music, 'Artist 0', 'Album 0');
  const unknown = await fresh.earmark(['match', only, '--search']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/earmark scan /)]);
  await fresh.earmark(['scan', fresh.music]);
  const { stdout } = await fresh.earmark(['match', only, '--search']);
  expect(stdout).toMatch(/1 {2}memory: Artist 0 – Album 0/);
});

test.each([
  [['--source', 'nobody', '--id', '1'], /Unknown source "nobody"\. Sources here: memory/],
  [['--source', 'memory'], /Give the release with --id/],
])('match %j is refused with a reason', async (flags, reason) => {
  const { code, stderr } = await house.earmark(['match', folder(), ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
});
