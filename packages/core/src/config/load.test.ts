import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);

test('without a configuration there are defaults, and the state lies in the folder', async () => {
  const { file, config, context } = await loadConfig({ folder, env: {} });
  expect(file).toBeUndefined();
  expect(config).toEqual({});
  expect(context).toMatchObject({ account: 'default', state: join(folder, 'state') });
});

test('a typed configuration is run, with .env and the account in its context', async () => {
  await write('.env', 'TOKEN=/from-file\nEARMARK_ACCOUNT=ann\n');
  await write(
    'earmark.config.ts',
    'interface C { env: Record<string, string>; account: string }\nexport default ({ env, account }: C) => ({ roots: { token: env.TOKEN!, account: env.TOKEN! + account } });',
  );
  const { config, context } = await loadConfig({ folder, env: {} });
  expect(config.roots).toEqual({ token: '/from-file', account: '/from-fileann' });
  expect(context.account).toBe('ann');
});

test('the environment wins over .env, and flags win over both', async () => {
  await write('.env', 'EARMARK_ACCOUNT=file\nEARMARK_STATE=from-file\n');
  const env = { EARMARK_ACCOUNT: 'environment' };
  expect((await loadConfig({ folder, env })).context.account).toBe('environment');
  const flagged = await loadConfig({ folder, env, account: 'flag', state: 'there' });
  expect(flagged.context).toMatchObject({ account: 'flag', state: join(folder, 'there') });
  expect(flagged.context.offline).toBe(false);
  expect((await loadConfig({ folder, env, offline: true })).context.offline).toBe(true);
});

test('a configuration may name its account; the environment and flags win over it', async () => {
  await write('earmark.config.mjs', "export default { account: 'ann' };");
  expect((await loadConfig({ folder, env: {} })).context.account).toBe('ann');
  expect((await loadConfig({ folder, env: { EARMARK_ACCOUNT: 'bob' } })).context.account).toBe(
    'bob',
  );
});

test('an empty variable says nothing', async () => {
  const env = { EARMARK_STATE: '', EARMARK_ACCOUNT: '', EARMARK_CONFIG: '' };
  expect((await loadConfig({ folder, env })).context).toMatchObject({
    account: 'default',
    state: join(folder, 'state'),
  });
});

test('an empty variable hides nothing that .env says', async () => {
  await write('.env', 'EARMARK_ACCOUNT=ann\nTOKEN=secret\n');
  const env = { EARMARK_ACCOUNT: '', TOKEN: undefined, OTHER: '' };
  const { context } = await loadConfig({ folder, env });
  expect(context.account).toBe('ann');
  expect(context.env).toEqual({ EARMARK_ACCOUNT: 'ann', TOKEN: 'secret', OTHER: '' });
});

test.each([
  ['export default { sorces: [] };', /unknown option "sorces"/],
  ['export default { sources: {} };', /sources must be a list/],
  ['export const config = {};', /default export/],
  ['export default () => undefined;', /gave no configuration/],
  ['export default () => { throw new Error("boom"); };', /boom/],
])('a configuration that is wrong says where and why: %s', async (text, message) => {
  await write('earmark.config.mjs', text);
  await expect(loadConfig({ folder, env: {} })).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(message),
  });
});

test.each(['file', 'account', 'state'] as const)('an empty %s is refused', async (word) => {
  await expect(loadConfig({ folder, env: {}, [word]: '' })).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining(word),
  });
});

test('a .env that cannot be read is named', async () => {
  await mkdir(join(folder, '.env'));
  await expect(loadConfig({ folder, env: {} })).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining(join(folder, '.env')),
  });
});

test('a configuration that was asked for and is not there is an error', async () => {
  await expect(loadConfig({ folder, file: 'mine.ts', env: {} })).rejects.toMatchObject({
    code: 'config',
  });
});

test.each([
  [
    'UTF-16',
    (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
  ],
  ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
])('.env in %s is read like any other', async (_, encode) => {
  await writeFile(join(folder, '.env'), encode('TOKEN=secret\n'));
  expect((await loadConfig({ folder, env: {} })).context.env).toEqual({ TOKEN: 'secret' });
});

test("the account is named by a launcher's own variable, too; ours goes first", async () => {
  const env = { SELECTED_ACCOUNT_ID: '50KTC-V2-398684' };
  expect((await loadConfig({ folder, env })).context.account).toBe('50KTC-V2-398684');
  const both = { ...env, EARMARK_ACCOUNT: 'ann' };
  expect((await loadConfig({ folder, env: both })).context.account).toBe('ann');
});
