import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from './house.ts';

let house: House;
let postbox: string;
beforeAll(async () => {
  house = await createHouse(1);
  postbox = join(house.folder, 'postbox');
  await writeFile(
    join(house.folder, 'told.config.mjs'),
    `import { appendFileSync } from 'node:fs';
export default { notifiers: [{ spec: 1, kind: 'notifier', name: 'postbox', async notify({ kind }) { appendFileSync(${JSON.stringify(postbox)}, kind + '\\n'); } }] };`,
  );
});
afterAll(() => house[Symbol.asyncDispose]());
const notices = (...args: string[]) =>
  house.earmark(['notices', ...args, '--config', 'told.config.mjs']);

test('notifiers are listed and tried, and an account turns its notices off and on', async () => {
  expect((await notices()).stdout).toBe('postbox\ndefault: notices on\n');
  expect((await notices('off')).stdout).toBe('default: notices off\n');
  expect((await notices('list')).stdout).toContain('default: notices off');
  expect((await notices('test')).stdout).toBe('postbox: sent\n');
  expect(await readFile(postbox, 'utf8')).toBe('test\n');
  expect((await notices('on')).stdout).toBe('default: notices on\n');
});

test('what is off is also not told of what the command line does itself, and nothing waits afterwards', async () => {
  const config = join(house.folder, 'told-runs.config.mjs');
  await writeFile(
    config,
    `import config from './earmark.config.mjs';
import told from './told.config.mjs';
export default (context) => ({ ...config(context), ...told });`,
  );
  const told = async (...args: string[]) => {
    await writeFile(postbox, '');
    const { stdout } = await house.earmark([...args, '--config', config]);
    return { stdout, kinds: await readFile(postbox, 'utf8') };
  };
  await notices('off');
  const tagged = await told('tag', house.music);
  expect(tagged.kinds).toBe('');
  expect((await notices('outbox')).stdout).toBe('Everything that was sent has arrived.\n');
  await notices('on');
  const [, run = ''] = /earmark undo (\S+)/.exec(tagged.stdout) ?? [];
  expect((await told('undo', run)).kinds).toContain('run-ended');
});

test('an unknown notifier is refused with the known ones; without any it is said how to get one', async () => {
  const { code, stderr } = await notices('test', 'pigeon');
  expect([code, stderr]).toEqual([
    2,
    'earmark: Unknown notifier "pigeon". Valid notifiers: postbox\n',
  ]);
  expect((await house.earmark(['notices'])).stdout).toContain('earmark notices --help');
});

test('rules are added, listed and removed', async () => {
  const added = await notices(
    ...['add', 'urgent', '--notifier', 'postbox', '--kind', 'disk-full', 'failures'],
    ...['--quiet-hours', '22:00-07:00', '--zone', 'Europe/Berlin'],
  );
  expect(added.stdout).toBe('urgent holds from now on. To undo: earmark notices remove urgent\n');
  expect((await notices()).stdout).toMatch(
    /urgent +postbox +disk-full, failures +at once +22:00–07:00/,
  );
  const { code, stderr } = await notices('add', 'x', '--notifier', 'postbox', '--kind', 'pigeon');
  expect([code, stderr]).toEqual([2, expect.stringContaining('disk-full')]);
  expect((await notices('add', 'x', '--notifier', 'postbox', '--quiet-hours', 'noon')).code).toBe(
    2,
  );
  expect((await notices('remove', 'urgent')).code).toBe(0);
  expect((await notices('remove', 'urgent')).stderr).toContain('no notice rule urgent');
});

test('a rule is of a member of the account, who is listed by name', async () => {
  const alone = await notices('add', 'mine', '--notifier', 'postbox', '--person', 'ann');
  expect([alone.code, alone.stderr]).toEqual([
    2,
    'earmark: "ann" is not a member of account default. Members: none\n',
  ]);
  const password = join(house.folder, 'password');
  await writeFile(password, 'correct horse battery\n');
  await house.earmark(['people', 'add', 'Ann', '--password-file', password]);
  await house.earmark(['people', 'give', 'Ann', 'default']);
  expect((await notices('add', 'mine', '--notifier', 'postbox', '--person', 'ann')).code).toBe(0);
  expect((await notices()).stdout).toMatch(/mine +postbox +all +at once +Ann/);
  expect((await notices('remove', 'mine')).code).toBe(0);
});

test('the outbox says what has not arrived', async () => {
  expect((await notices('outbox')).stdout).toBe('Everything that was sent has arrived.\n');
  expect((await notices('retry', 'x')).stderr).toContain('no notice x on its way');
});
