import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { withServer } from '../../../../packages/postgres/src/__tests__/with-server.ts';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type Ended, type House, jsonLines } from './house.ts';

// One EARMARK_DATABASE_URL, and nothing else, makes a host one of many.
const { server, test } = withServer();
let house: House;
beforeEach(async () => {
  house = await createHouse(2);
});
afterEach(() => house[Symbol.asyncDispose]());

/** The command line of one machine: a state folder of its own, and the database of all. */
const machine =
  (name: string) =>
  (...args: readonly string[]): Promise<Ended> =>
    house.earmark([...args, '--json', '--state', `state-${name}`], {
      env: { EARMARK_DATABASE_URL: server().url },
    });
const lastOf = (ended: Ended) => jsonLines(ended).at(-1) ?? {};
const count = (ended: Ended, name: string) =>
  jsonLines(ended).filter(({ event }) => event === name).length;

test('what one machine scanned and tagged, another one knows, undoes and does', async () => {
  const [desk, attic] = [machine('desk'), machine('attic')];
  const before = await digestsOf(house.music);
  const scanned = await desk('scan', 'music', '--account', 'ann');
  expect(scanned.code, scanned.stderr).toBe(0);
  expect(lastOf(scanned)).toMatchObject({ counts: { files: 10, new: 10 } });
  expect(lastOf(await attic('scan', 'music', '--account', 'ann'))).toMatchObject({
    counts: { files: 10, new: 0, changed: 0 },
  });

  const tagged = await desk('tag', 'music', '--account', 'ann');
  expect(tagged.code, tagged.stderr).toBe(0);
  expect(lastOf(tagged)).toMatchObject({ counts: { applied: 10 } });
  expect(differences(before, await digestsOf(house.music))).toHaveLength(10);
  const { run = '' } = lastOf(tagged) as { readonly run?: string };
  const undone = await attic('undo', run, '--account', 'ann');
  expect(undone.code, undone.stderr).toBe(0);
  expect(differences(before, await digestsOf(house.music))).toEqual([]);

  const queued = await desk('tag', 'music', '--queue', '--account', 'ann');
  expect(lastOf(queued)).toMatchObject({ store: expect.stringMatching(/^PostgreSQL on /) });
  const worked = await attic('worker', '--drain', '--topics', 'tag', '--accounts', 'ann');
  expect(worked.code, worked.stderr).toBe(0);
  expect(count(worked, 'job-done')).toBe(2);
  expect(differences(before, await digestsOf(house.music))).toHaveLength(10);
  expect(count(await desk('jobs', 'list', '--status', 'done', '--account', 'ann'), 'job')).toBe(2);

  const files = await readdir(house.folder, { recursive: true });
  expect(files.filter((name) => /(?<!answers)\.db$/.test(name))).toEqual([]);
});

test('what init writes composes by the environment, and it is said which store is used', async () => {
  const { code, stderr } = await house.earmark(['init', house.folder]);
  expect(code, stderr).toBe(0);
  const written = ['--config', join(house.folder, 'earmark.config.ts'), '--json'];
  const findingsOf = async (env: Readonly<Record<string, string>>) =>
    jsonLines(await house.spawn([...written, 'doctor'], { env }));
  const told = (lines: Awaited<ReturnType<typeof findingsOf>>) =>
    lines.map(({ text }) => String(text)).filter((text) => text.startsWith('store: '));
  const shared = await findingsOf({ EARMARK_DATABASE_URL: server().url });
  expect(told(shared)).toEqual([expect.stringMatching(/^store: PostgreSQL on /)]);
  expect(shared.map(({ kind, name }) => `${kind} ${name}`)).toContain('sink transcode');
  const alone = await findingsOf({ EARMARK_DATABASE_URL: '' });
  expect(told(alone)).toEqual([expect.stringMatching(/^store: SQLite in /)]);
});

test('the doctor asks the database, and says what to do where it is away', async () => {
  const well = await machine('desk')('doctor');
  expect(well.code, well.stderr).toBe(0);
  const lock = jsonLines(well).filter(({ kind }) => kind === 'lock');
  expect(lock.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^PostgreSQL \d+/),
    'this machine and the database have the same time',
  ]);
  const away = await house.earmark(['tag', 'music'], {
    env: { EARMARK_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
  });
  expect(away.code).toBe(1);
  expect(away.stderr).toMatch(/127\.0\.0\.1:1\/none/);
});
