import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../main.ts';
import { testIo } from './test-io.ts';

test('locks list says when the holder was last heard', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'earmark-locks-'));
  const record = {
    ...{ hostname: 'attic', pid: 7, file: 'song.flac', locked_at: '', token: 1, beat: 4 },
    ...{ timestamp: Date.now() / 1000 - 2 * 3600 - 10, version: '0.0.0' },
  };
  await writeFile(join(cwd, 'song.flac.earmark.lock'), JSON.stringify(record));
  const io = testIo({ cwd });
  expect(await main(['locks', 'list'], io)).toBe(0);
  await rm(cwd, { recursive: true });
  expect(io.written.stdout).toMatch(/last heard/);
  expect(io.written.stdout).toMatch(/attic 7 .*2 h 0 min ago/);
});
