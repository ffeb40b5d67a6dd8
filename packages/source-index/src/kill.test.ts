import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createPluginBench, createTempFolder } from '@earmark/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { type BuildResult, createIndexSource } from './index.ts';

const child = fileURLToPath(new URL('./__fixtures__/build-child.ts', import.meta.url));

/** Builds until so many batches are done, then kills; or to its end. */
async function build(
  dump: string,
  file: string,
  batches: number,
): Promise<BuildResult | undefined> {
  const args = ['--conditions=@earmark/source', child, dump, file];
  const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  let result: BuildResult | undefined;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('{')) result = JSON.parse(line) as BuildResult;
    seen += 1;
    if (seen === batches) running.kill('SIGKILL');
  }
  return result;
}

test('a build that is killed again and again loses nothing and doubles nothing', {
  timeout: 60_000,
}, async () => {
  const temp = await createTempFolder();
  onTestFinished(() => temp.remove());
  const dump = join(temp.path, 'dump');
  const file = join(temp.path, 'index.db');
  const count = 30_000;
  const albums = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ kind: 'album', id: `${n}`, title: `Title ${n}`, creators: ['A'], claims: [] }),
  );
  await writeFile(dump, albums.join('\n'));
  for (const batches of [1, 3, 2]) expect(await build(dump, file, batches)).toBeUndefined();
  const result = await build(dump, file, Number.POSITIVE_INFINITY);
  expect(result).toMatchObject({ albums: count, records: count });
  expect(result?.resumed).toBeGreaterThanOrEqual(12_000);

  const bench = await createPluginBench();
  const source = createIndexSource({ name: 'test-index', file, weight: 1 });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  for (const n of [0, 1_999, 2_000, 7_999, 12_000, count - 1]) {
    const query = { kind: 'album', title: `Title ${n}`, creators: ['A'] } as const;
    const found = await source.find(query, bench.context(source));
    expect(found.map(({ id }) => id)).toEqual([`${n}`]);
  }
});
