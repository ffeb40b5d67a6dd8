import { mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createBench } from './__fixtures__/library-bench.ts';
import { rootTrouble } from './root-trouble.ts';

test('a root that is gone, or an empty mount point, is trouble; one with folders is none', async () => {
  const bench = await createBench();
  bench.write('root/.DS_Store', '');
  mkdirSync(bench.at('root/lost+found'));
  expect(await rootTrouble(bench.at('root'))).toMatch(/is empty: mount it/);
  bench.write('root/Artist/01.mp3', '');
  expect(await rootTrouble(bench.at('root'))).toBeUndefined();
  rmSync(bench.at('root'), { recursive: true });
  expect(await rootTrouble(bench.at('root'))).toMatch(/ENOENT.*mount it/);
});
