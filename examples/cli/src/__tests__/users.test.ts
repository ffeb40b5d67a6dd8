import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
let env: Record<string, string>;
beforeAll(async () => {
  house = await createHouse(2);
  const users = join(house.folder, 'users');
  for (const [at, name] of ['ann', 'ben'].entries()) {
    await mkdir(join(users, name), { recursive: true });
    await cp(join(house.music, `Artist ${at}`), join(users, name), { recursive: true });
  }
  env = { EARMARK_USERS: users };
});
afterAll(() => house[Symbol.asyncDispose]());

const users = async (...args: string[]) => {
  const ended = await house.earmark(['users', ...args, '--json'], { env });
  expect(ended.code, ended.stderr).toBe(0);
  return jsonLines(ended);
};

test('accounts below the users folder are listed with their settings', async () => {
  expect((await users('list')).map(({ name }) => name)).toEqual(['ann', 'ben', 'default']);
  expect(await users('config', 'ann', 'priority=8', 'timeZone=Europe/Berlin')).toMatchObject([
    { event: 'account-settings', account: 'ann', settings: { priority: 8 } },
  ]);
  expect(await users('config', 'ann')).toMatchObject([
    { settings: { priority: 8, timeZone: 'Europe/Berlin' } },
  ]);
});

test('an account is added with a folder of its own, and removed without touching a file', async () => {
  const folder = house.music;
  const before = await digestsOf(folder);
  expect(await users('add', 'crew', folder)).toEqual([
    { event: 'account-added', account: 'crew', folder },
  ]);
  expect((await users('list')).map(({ name }) => name)).toContain('crew');
  expect(await users('remove', 'crew')).toEqual([{ event: 'account-removed', account: 'crew' }]);
  expect((await users('list')).map(({ name }) => name)).not.toContain('crew');
  expect(differences(before, await digestsOf(folder))).toEqual([]);
});

test('access to an account is given to a person and taken back', async () => {
  await using own = await createHouse(1);
  const password = join(own.folder, 'password');
  await writeFile(password, 'correct horse battery');
  const people = async (...args: string[]) =>
    jsonLines(await own.earmark(['people', ...args, '--json']));
  await people('add', 'Mia', '--password-file', password);
  expect(await people('give', 'Mia', 'default', '--role', 'viewer')).toMatchObject([
    { event: 'membership-set', account: 'default', role: 'viewer' },
  ]);
  expect(await people('take', 'Mia', 'default')).toMatchObject([
    { event: 'membership-removed', account: 'default' },
  ]);
  const again = await own.earmark(['people', 'take', 'Mia', 'default']);
  expect([again.code === 0, again.stderr]).toEqual([false, expect.not.stringMatching(/^$/)]);
});

test.each([
  [['remove', 'nobody'], /no account "nobody"/i],
  [['add', 'ann', '/nowhere/at/all'], /ann/],
  [['config', 'ann', 'priority'], /priority must be a setting, =, and its value/],
  [['config', 'ann', 'priority=11'], /priority/],
  [['config', 'nobody'], /no account "nobody"/],
  [['start', 'nobody'], /no account "nobody"/],
])('%j is refused with the reason', async (args, message) => {
  const { code, stderr } = await house.earmark(['users', ...args], { env });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(message);
});

test("an account's own bands hold where a person starts the run, too", async () => {
  await users('config', 'ben', 'bands={"auto":1,"review":0.5}');
  const folder = join(env.EARMARK_USERS ?? '', 'ben');
  const tagged = await house.earmark(['--account', 'ben', 'tag', folder, '--json'], { env });
  const counts = jsonLines(tagged).at(-1)?.counts;
  expect(counts).toMatchObject({ 'albums:review': 1, queued: 1 });
  expect(counts).not.toHaveProperty('applied');
  await users('config', 'ben', 'bands=null');
});

test('where no server runs an account works here until it is done, and only on its own files', async () => {
  const before = await digestsOf(env.EARMARK_USERS ?? '');
  const lines = await users('start', 'ann');
  expect(lines.some(({ event }) => event === 'change-applied')).toBe(true);
  expect(lines.at(-1)).toMatchObject({ event: 'account-ended', lastOutcome: 'completed' });
  const changed = differences(before, await digestsOf(env.EARMARK_USERS ?? ''));
  expect(changed.filter((path) => path.includes('/ann/')).length).toBeGreaterThan(0);
  expect(changed.filter((path) => path.includes('/ben/'))).toEqual([]);
});

test('who sets up the server from another machine gets a code, until it is set up', async () => {
  const code = () => house.earmark(['people', 'setup-code', '--json']);
  const [told] = jsonLines(await code());
  expect(told).toMatchObject({ event: 'setup-code', code: expect.stringMatching(/\S{6,}/) });
  expect(jsonLines(await code())).toEqual([told]);
  await house.earmark(['people', 'add', 'Olga'], { stdin: 'correct horse battery\n' });
  expect(await code()).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('set up already'),
  });
});

test('all that are enabled are started, and what does not run is not stopped', async () => {
  await users('disable', 'ann');
  const started = (await users('start-all')).filter(({ event }) => event === 'account-start');
  expect(started.map(({ account }) => account)).toEqual(['ben']);
  expect(await users('stop-all')).toEqual([]);
});
