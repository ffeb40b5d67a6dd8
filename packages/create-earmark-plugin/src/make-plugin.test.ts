import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isKind, kinds } from './kinds.ts';
import { makePlugin } from './make-plugin.ts';

async function place() {
  const home = await mkdtemp(join(tmpdir(), 'earmark-plugin-'));
  onTestFinished(() => rm(home, { recursive: true }));
  return join(home, 'made');
}

test.each(Object.keys(kinds).filter(isKind))(
  'a %s has its own names and no mark of the template',
  async (kind) => {
    const folder = await place();
    const written = await makePlugin({ name: 'liner-notes', kind, folder, version: '0.1.0' });
    expect(written).toEqual(
      expect.arrayContaining([
        'package.json',
        'src/index.ts',
        'src/index.test.ts',
        '.changeset/first.md',
        '.github/workflows/ci.yml',
      ]),
    );
    const text = (
      await Promise.all(written.map((path) => readFile(join(folder, path), 'utf8')))
    ).join('\n');
    expect(text).not.toMatch(/@kind@|@Kind@|@range@|earmark-sample|[cC]reateSample|sampleCodec/);
    expect(text).toContain(`earmark-${kind}-liner-notes`);
    expect(text).toContain("name: 'liner-notes'");
  },
);

test('a folder that has something is left alone', async () => {
  const folder = await place();
  const request = { name: 'mine', kind: 'lock', folder, version: '0.1.0' } as const;
  await makePlugin(request);
  await expect(makePlugin(request)).rejects.toThrow('is not empty');
});

test.each([
  [['mine', '--kind', 'sauce'], 'Unknown kind "sauce". Valid kinds: source, '],
  [['Mine', '--kind', 'source'], 'Invalid name "Mine"'],
  [['mine'], 'No terminal to ask in'],
])('%j is refused with a way out', (args, message) => {
  const program = fileURLToPath(new URL('index.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
