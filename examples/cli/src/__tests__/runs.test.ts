import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@earmark/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(3);
});
afterAll(() => house[Symbol.asyncDispose]());

const runsOf = async () => jsonLines(await house.earmark(['runs', '--json']));

test('undo, diff and runs show take last, or the beginning of an id', async () => {
  const before = await digestsOf(house.music);
  await house.earmark(['tag', house.music]);
  const [newest] = await runsOf();
  const id = String(newest?.id);
  const last = jsonLines(await house.earmark(['diff', 'last', '--json']));
  expect(last).toHaveLength(15);
  const begun = jsonLines(await house.earmark(['diff', id.slice(0, 8), '--json']));
  expect(begun).toEqual(last);
  // What has written nothing is not what people mean by the last one.
  await house.earmark(['tag', house.music, '--dry-run']);
  expect((await house.earmark(['undo', 'last'])).stdout).toContain('15 files put back, 0 refused');
  expect(differences(before, await digestsOf(house.music))).toEqual([]);
  const shown = jsonLines(await house.earmark(['runs', 'show', 'last', '--json']));
  expect(shown).toMatchObject([{ recipe: 'undo', request: { what: id } }]);
});

test('a mistyped id is refused, and leaves no run behind', async () => {
  const before = await runsOf();
  const { code, stderr } = await house.earmark(['undo', 'mistyped']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Unknown run or receipt "mistyped"')]);
  expect(await runsOf()).toEqual(before);
});

test('a killed run shows what it had written, and is resumed to its end', async () => {
  const { signal } = await house.spawn(['tag', house.music, '--json', '--confidence', '90'], {
    killAtLine: 14,
  });
  expect(signal).toBe('SIGKILL');
  const [killed] = await runsOf();
  const changes = jsonLines(await house.earmark(['diff', String(killed?.id), '--json']));
  const written = changes.filter(({ event }) => event === 'change').length;
  expect(killed).toMatchObject({ state: 'killed', recipe: 'tag', counts: { applied: written } });

  const resumed = await house.earmark(['runs', 'resume', 'last', '--json']);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(jsonLines(resumed).at(-1)).toMatchObject({
    run: killed?.id,
    outcome: 'completed',
    counts: { applied: 15 },
  });
});

test('a stop is asked for in the state, so that it reaches a run of another process', async () => {
  const store = createSqliteStore({ folder: join(house.folder, 'state') });
  const { journal } = await store.account('default');
  const id = randomUUID();
  await journal.startRun({
    id,
    pipeline: 'files',
    recipe: 'tag',
    startedAt: Date.now(),
    counts: {},
    host: `not-${hostname()}`,
    pid: 1,
  });
  const stopped = await house.earmark(['runs', 'stop', id]);
  expect(stopped.code, stopped.stderr).toBe(0);
  expect(await journal.stopRequested(id)).toBeTruthy();
  await journal.endRun(id, 'stopped', {}, Date.now());
  await store.close();
  const late = await house.earmark(['runs', 'stop', id]);
  expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('is not running')]);
});

test('a path without media says so', async () => {
  for (const command of ['tag', 'scan']) {
    const { code, stderr } = await house.earmark([command, join(house.folder, 'state')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('holds no media files')]);
  }
});
