import { spawnSync } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createBench, hasFfmpeg, noFfmpeg } from './__tests__/bench.ts';
import { makeSong } from './__tests__/try-sink.ts';

test('where the owner has no number, as in a rootless container, the result is our own', async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  if (process.getuid?.() !== 0) ctx.skip('only root can give files away');
  if (spawnSync('unshare', ['-Ur', 'true']).status !== 0) ctx.skip('no user namespaces here');
  await using bench = await createBench();
  await using state = await createTempFolder();
  makeSong(bench);
  await chown(bench.file('song.wav'), 12_345, 12_345);
  await chmod(bench.file('song.wav'), 0o664);
  const script = fileURLToPath(new URL('./__tests__/transcode-once.ts', import.meta.url));
  const args = [bench.path, `${state.path}/state.json`, 'song.wav', 'flac'];
  const node = [process.execPath, '--conditions=@earmark/source', script, ...args];
  const { stderr, status } = spawnSync('unshare', ['-Ur', ...node], { encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const { uid, mode } = await stat(bench.file('song.flac'));
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: 0, mode: 0o664 });
});
