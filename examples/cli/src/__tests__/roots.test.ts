import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
const config = (name: string) => join(house.folder, `${name}.mjs`);
const earmark = (words: readonly string[], settings = 'unnamed') =>
  house.earmark([...words, '--json', '--config', config(settings)]);
const rootsOf = async (settings?: string) =>
  jsonLines(await earmark(['roots'], settings)).map(({ id }) => id);
const jobRoots = async () =>
  jsonLines(await earmark(['jobs', 'list', '--status', 'waiting']))
    .filter(({ event }) => event === 'job')
    .map(({ payload }) => (payload as { root: string }).root);

beforeAll(async () => {
  house = await createHouse(2);
  const sources = `sources: [{ spec: 1, kind: 'source', name: 'none', answers: ['album'], find: async () => [] }]`;
  await writeFile(config('unnamed'), `export default { ${sources} };`);
  await writeFile(
    config('named'),
    `export default { ${sources}, roots: { music: ${JSON.stringify(house.music)} } };`,
  );
});
afterAll(() => house[Symbol.asyncDispose]());

test('a root that was queued before it had a name is renamed with its albums and jobs', async () => {
  const queued = await earmark(['tag', house.music, '--queue']);
  expect(queued.code, queued.stderr).toBe(0);
  const [made] = await rootsOf();
  expect(made).toMatch(/^music-[0-9a-f]{6}$/);

  const early = await earmark(['roots', 'rename', String(made), 'music']);
  expect([early.code, early.stderr]).toEqual([2, expect.stringMatching(/Name it in .* first/)]);

  const renamed = await earmark(['roots', 'rename', String(made), 'music'], 'named');
  expect(renamed.code, renamed.stderr).toBe(0);
  expect(jsonLines(renamed)).toEqual([
    expect.objectContaining({ event: 'root-renamed', to: 'music', albums: 2, files: 10, jobs: 2 }),
  ]);
  expect(await jobRoots()).toEqual(['music', 'music']);
  expect(await rootsOf('named')).toEqual([made, 'music']);
});

test('the name of the configuration counts for what is queued next', async () => {
  await earmark(['tag', house.music, '--queue'], 'named');
  expect(await jobRoots()).toEqual(['music', 'music']);
});

test('a root is released with its jobs, but not while the configuration names it', async () => {
  const kept = await earmark(['roots', 'release', 'music'], 'named');
  expect([kept.code, kept.stderr]).toEqual([2, expect.stringContaining('remove it from')]);
  const released = await earmark(['roots', 'release', 'music']);
  expect(released.code, released.stderr).toBe(0);
  expect(jsonLines(released)[0]).toMatchObject({ root: 'music', albums: 2, jobs: 2 });
  expect(await jobRoots()).toEqual([]);
  expect(await rootsOf()).toHaveLength(1);
});

test('an unknown root is refused with those that there are', async () => {
  const { code, stderr } = await earmark(['roots', 'release', 'nothing']);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Unknown root nothing.*music-/s)]);
});
