import { createMemoryState, type PluginState } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { writeContext } from '../__tests__/context.ts';
import { createOpenFolders } from './open-folders.ts';

test('a folder that another process enters at the same moment stays on the list', async () => {
  await using folder = await createTempFolder();
  const state = createMemoryState();
  const theirs = { path: folder.path, owner: 'another process', at: 1 };
  const enter = () => state.set('open-folders', [theirs]);
  const busy: PluginState = {
    ...state,
    async get(key) {
      const list = await state.get(key);
      await enter();
      return list;
    },
    async update(key, change) {
      await enter();
      return state.update(key, change);
    },
  };
  const ctx = writeContext({ music: folder.path }, busy);
  await createOpenFolders().during(ctx, `${folder.path}/song.flac`, async () => undefined);
  expect(await state.get('open-folders')).toHaveLength(2);
  expect(await state.get('open-folders')).toContainEqual(theirs);
});
