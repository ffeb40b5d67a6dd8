import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from './house.ts';

let house: House;
let postbox: string;
beforeAll(async () => {
  house = await createHouse(0);
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

test('an unknown notifier is refused with the known ones; without any it is said how to get one', async () => {
  const { code, stderr } = await notices('test', 'pigeon');
  expect([code, stderr]).toEqual([
    2,
    'earmark: Unknown notifier "pigeon". Valid notifiers: postbox\n',
  ]);
  expect((await house.earmark(['notices'])).stdout).toContain('earmark notices --help');
});
