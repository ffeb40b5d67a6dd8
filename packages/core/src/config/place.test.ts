import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What Node itself says of a file: a test runner reads it with a parser of its own. */
const script = `
  import { loadConfig } from ${JSON.stringify(new URL('./load.ts', import.meta.url).href)};
  const said = {};
  for (const file of process.argv.slice(1))
    said[file] = await loadConfig({ folder: process.cwd(), file, env: {} }).catch(({ message }) => message);
  console.log(JSON.stringify(said));
`;
const configurations: Readonly<Record<string, string>> = {
  'comma.ts': 'export default {\n  roots: { a: "x",, },\n};',
  'comma.mjs': 'export default {\n  roots: { a: "x",, },\n};',
  'import.mjs': '\nimport { nope } from "node:fs";\nexport default {};',
  'unknown.ts': '\n\nexport default { sources: [createX()] };',
  'throws.mjs': '\nexport default () => {\n  throw new Error("boom");\n};',
  'helped.mjs': 'import "./comma.mjs";\nexport default {};',
  'missing.mjs': 'import "./nowhere.mjs";\nexport default {};',
};
let folder: string;
let said: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-place-'));
  for (const [name, text] of Object.entries(configurations))
    await writeFile(join(folder, name), text);
  const node = ['--conditions=@earmark/source', '--no-warnings', '--input-type=module'];
  const args = [...node, '--eval', script, '--', ...Object.keys(configurations)];
  said = JSON.parse((await promisify(execFile)(process.execPath, args, { cwd: folder })).stdout);
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['comma.ts', 'comma.ts:2: Unexpected token'],
  ['comma.mjs', 'comma.mjs:2: Unexpected token'],
  ['import.mjs', 'import.mjs:2: The requested module'],
  ['unknown.ts', 'unknown.ts:3: createX is not defined'],
  ['throws.mjs', 'throws.mjs:3: boom'],
  ['helped.mjs', 'helped.mjs: Unexpected token'],
  ['missing.mjs', 'missing.mjs: Cannot find module'],
])('what is wrong with %s is told with its line where Node knows it', (file, message) => {
  expect(said[file]).toContain(join(folder, message));
});
