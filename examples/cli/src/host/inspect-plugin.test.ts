import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectPlugin } from './inspect-plugin.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-plugin-'));
  await writeFile(join(folder, 'needs.mjs'), "import 'a-package-that-nobody-has';");
  await writeFile(join(folder, 'broken.mjs'), 'export const = 1;');
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['./gone.ts', /^There is no file .*gone\.ts, and no package "\.\/gone\.ts" is installed in /],
  ['earmark-nowhere', /no package "earmark-nowhere" is installed in /],
  [
    './needs.mjs',
    /^\.\/needs\.mjs cannot be loaded: .*a-package-that-nobody-has.* Install what it imports/,
  ],
  ['./broken.mjs', /^\.\/broken\.mjs cannot be loaded: /],
])('%s is refused in one line that says what to do', async (module, message) => {
  const error = await inspectPlugin(module, folder).catch((reason: Error) => reason);
  expect(String((error as Error).message)).toMatch(message);
  expect((error as Error).message).not.toContain('\n');
});
