import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
const config = () => join(house.folder, 'plain.mjs');
beforeAll(async () => {
  house = await createHouse(1);
  await writeFile(config(), `export default { roots: { music: ${JSON.stringify(house.music)} } };`);
});
afterAll(() => house[Symbol.asyncDispose]());

const earmark = (words: readonly string[], options = {}) =>
  house.earmark([...words, '--config', config()], options);
const sources = async (env: Readonly<Record<string, string>> = {}) =>
  jsonLines(await earmark(['plugins', '--json'], { env }))
    .filter(({ kind }) => kind === 'source')
    .map(({ name }) => name);
const canary = 'canary-6f1d2c';

test('a secret comes from standard input, is used as a credential, and is never shown', async () => {
  expect(await sources()).not.toContain('lastfm');
  const set = await earmark(['secrets', 'set', 'lastfm.apiKey'], { stdin: `${canary}\n` });
  expect(set.code, set.stderr).toBe(0);
  const { mode } = await stat(join(house.folder, 'state', 'secret.key'));
  expect(mode & 0o077).toBe(0);
  const listed = await earmark(['secrets', 'list', '--json']);
  expect(jsonLines(listed)).toEqual([
    { event: 'secret', account: 'default', name: 'lastfm.apiKey' },
  ]);
  expect(set.stdout + set.stderr + listed.stdout).not.toContain(canary);
  expect(await readFile(join(house.folder, 'state', 'shared.db'), 'latin1')).not.toContain(canary);
  expect(await sources()).toContain('lastfm');
});

test('a wrong key is a clear error, and no source goes missing in silence', async () => {
  const env = { EARMARK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
  const { code, stderr } = await earmark(['plugins'], { env });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/sealed with key .* EARMARK_SECRET_KEY/),
  ]);
});

test('what is deleted is gone, and a second time there is nothing to delete', async () => {
  expect((await earmark(['secrets', 'delete', 'lastfm.apiKey'])).code).toBe(0);
  expect(await sources()).not.toContain('lastfm');
  const again = await earmark(['secrets', 'delete', 'lastfm.apiKey']);
  expect([again.code, again.stderr]).toEqual([
    2,
    expect.stringContaining('no secret lastfm.apiKey'),
  ]);
});

test('an empty value is refused', async () => {
  const { code, stderr } = await earmark(['secrets', 'set', 'discogs.token']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('on standard input')]);
});

test('a switch of the environment is on or off, and no third thing', async () => {
  expect(await sources({ EARMARK_DEEZER: 'yes' })).toContain('deezer');
  const { code, stderr } = await earmark(['plugins'], { env: { EARMARK_DEEZER: 'perhaps' } });
  expect([code, stderr]).toEqual([2, expect.stringContaining('EARMARK_DEEZER must be on or off')]);
});
