import { spawnSync } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTempFolder, noteFile } from '@earmark/testkit';
import { expect, test } from 'vitest';

test('where the owner has no number, as in a rootless container, the copy is our own', async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip('only root can give files away');
  if (spawnSync('unshare', ['-Ur', 'true']).status !== 0) ctx.skip('no user namespaces here');
  await using folder = await createTempFolder();
  await using state = await createTempFolder();
  await folder.write('song.note', Buffer.from(noteFile({ title: ['Old'] }, Buffer.from('sound'))));
  const song = `${folder.path}/song.note`;
  await chown(song, 12_345, 12_345);
  await chmod(song, 0o666);
  const script = fileURLToPath(new URL('../__tests__/write-once.ts', import.meta.url));
  const args = [folder.path, `${state.path}/state.json`, 'New', 'copy'];
  const node = [process.execPath, '--conditions=@earmark/source', script, ...args];
  const { stderr, status } = spawnSync('unshare', ['-Ur', ...node], { encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const { uid, mode } = await stat(song);
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: 0, mode: 0o666 });
});
