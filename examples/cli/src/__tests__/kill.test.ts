import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

const [rounds, albums] = process.env.EARMARK_SOAK ? [100, 60] : [4, 12];

let house: House;
let untouched: ReadonlyMap<string, string>;
let finished: ReadonlyMap<string, string>;
let wholeLines: number;
beforeAll(async () => {
  house = await createHouse(albums);
  untouched = await digestsOf(house.music);
  await cp(house.music, join(house.folder, 'copy'), { recursive: true, preserveTimestamps: true });
  const run = await house.earmark(['tag', house.music, '--json']);
  wholeLines = jsonLines(run).length;
  expect(run.code, run.stderr).toBe(0);
  finished = await digestsOf(house.music);
  expect(differences(untouched, finished)).toHaveLength(albums * 5);
});
afterAll(() => house[Symbol.asyncDispose]());

async function startOver() {
  await rm(join(house.folder, 'state'), { recursive: true, force: true });
  await rm(house.music, { recursive: true });
  await cp(join(house.folder, 'copy'), join(house.folder, 'fresh'), {
    recursive: true,
    preserveTimestamps: true,
  });
  await rename(join(house.folder, 'fresh'), house.music);
}

test(`killed ${rounds} times at any moment: no file is damaged, the same command ends with the same result, nothing is written twice, and undo puts every byte back`, async () => {
  let killed = 0;
  for (let round = 0; round < rounds; round++) {
    await startOver();
    // Evenly over what the run says, a little into each slice.
    const killAtLine = Math.ceil(wholeLines * ((round + 0.5) / rounds));
    const { signal } = await house.spawn(['tag', house.music, '--json'], { killAtLine });
    if (signal === 'SIGKILL') killed += 1;
    for (const [path, digest] of await digestsOf(house.music)) {
      if (path.includes('.earmark-')) continue;
      expect(
        [untouched.get(path), finished.get(path)],
        `${path} after a kill at line ${killAtLine}`,
      ).toContain(digest);
    }

    const again = await house.earmark(['tag', house.music, '--json']);
    expect(again.code, again.stderr).toBe(0);
    expect(differences(finished, await digestsOf(house.music))).toEqual([]);

    const runs = jsonLines(await house.earmark(['runs', '--json'])).map(({ id }) => String(id));
    const targets: unknown[] = [];
    for (const run of runs) {
      const changes = jsonLines(await house.earmark(['diff', run, '--json'])).filter(
        ({ event }) => event === 'change',
      );
      targets.push(...changes.map(({ target }) => target));
    }
    expect(targets).toHaveLength(albums * 5);
    expect(new Set(targets).size).toBe(albums * 5);

    for (const run of runs) {
      const undone = await house.earmark(['undo', run, '--json']);
      expect(undone.code, undone.stderr).toBe(0);
    }
    expect(differences(untouched, await digestsOf(house.music))).toEqual([]);
  }
  expect(killed).toBeGreaterThan(0);
});
