import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { absent, createTestServer } from '../../../../packages/postgres/src/__tests__/server.ts';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

const albums = 8;
const files = albums * 5;

/** The first four albums are answered at once, the others not before the run is stopped. */
async function holdLaterAlbums({ folder }: House): Promise<void> {
  const path = join(folder, 'earmark.config.mjs');
  const known = await readFile(path, 'utf8');
  const held = known
    .replace('async find({ title, creators }) {', 'async find({ title, creators }, { signal }) {')
    .replace(
      'const claims',
      `if (env.EARMARK_TEST_HOLD && number > 3) await new Promise((_, reject) => {
        const keep = setInterval(() => {}, 1000);
        signal.addEventListener('abort', () => { clearInterval(keep); reject(signal.reason); });
      });
    const claims`,
    );
  expect(held).not.toBe(known);
  await writeFile(path, held);
}

/** A process that takes its machine for another one. */
const onMachine = (name: string) => ({
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(
    `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.hostname = () => '${name}'; syncBuiltinESMExports();`,
  )}`,
});

/** Starts on one machine, is stopped from a second one, goes on at a third, and is undone from the second. */
async function stopsAndResumes(
  env: Readonly<Record<string, string>>,
  [first, third]: readonly [Record<string, string>, Record<string, string>],
): Promise<readonly Record<string, unknown>[]> {
  await using house = await createHouse(albums);
  await holdLaterAlbums(house);
  const before = await digestsOf(house.music);
  const lines = async (...args: readonly string[]) =>
    jsonLines(await house.earmark([...args, '--json'], { env }));
  const written = async () =>
    (await lines('runs')).length === 0 ? 0 : (await lines('diff', 'last')).length;

  const running = house.spawn(['tag', house.music, '--json'], {
    env: { ...env, ...first, EARMARK_TEST_HOLD: '1' },
  });
  let hasEnded = false;
  void running.finally(() => {
    hasEnded = true;
  });
  while (!hasEnded && (await written()) < 20) await sleep(50);
  const stop = await house.earmark(['runs', 'stop', 'last'], { env });
  expect(stop.code, stop.stderr).toBe(0);
  const stopped = await running;
  const [run] = await lines('runs');
  expect(run, stopped.stderr).toMatchObject({ state: 'stopped', counts: { applied: 20 } });

  const resumed = await house.spawn(['runs', 'resume', 'last', '--json'], {
    env: { ...env, ...third },
  });
  expect(resumed.code, resumed.stderr).toBe(0);
  const ends = jsonLines(resumed).at(-1);
  expect(ends).toMatchObject({ run: run?.id, outcome: 'completed', counts: { applied: files } });
  const after = await lines('runs');
  const undone = await house.earmark(['undo', 'last'], { env });
  expect(undone.stdout, undone.stderr).toContain(`${files} files put back, 0 refused`);
  expect(differences(before, await digestsOf(house.music))).toEqual([]);
  return [run ?? {}, ...after];
}

test('a run is stopped from another process and resumed by a third one, in one state folder', async () => {
  const [run, ...all] = await stopsAndResumes({}, [{}, {}]);
  expect(all.map(({ id }) => id)).toEqual([run?.id]);
});

test('a run is stopped from another machine and resumed on a third one, in one database', async (context) => {
  if (absent !== undefined) return context.skip(absent);
  const server = await createTestServer();
  try {
    const env = { EARMARK_DATABASE_URL: server.url };
    const machines = [onMachine('attic'), onMachine('cellar')] as const;
    const [run, ...all] = await stopsAndResumes(env, machines);
    expect(run).toMatchObject({ host: 'attic' });
    expect(all).toMatchObject([{ id: run?.id, host: 'cellar', state: 'completed' }]);
  } finally {
    await server.remove();
  }
});
