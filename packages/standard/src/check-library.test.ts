import { createEarmark, createMemoryStore, pipeline } from '@earmark/core';
import { createFileLibrary } from '@earmark/library';
import { expect, test } from 'vitest';
import { checkLibrary } from './check-library.ts';

test('what a check makes of each album is kept for lists, but not of a check of some kinds only', async () => {
  const earmark = await createEarmark({ store: createMemoryStore() });
  const { catalogue, browse } = await earmark.store();
  await catalogue.apply({
    putAlbums: [{ id: 'a1', root: 'm', folder: 'A', kind: 'album', title: 'A', creators: [] }],
    put: [
      {
        ...{ id: 'f1', root: 'm', path: 'A/1.mp3', size: 1, mtimeNs: '1', inode: '1', album: 'a1' },
        ...{ fields: { title: ['One'] }, complete: true, pictures: 0, chapters: 0 },
      },
    ],
  });
  const library = createFileLibrary({ roots: { m: '/m' } });
  const check = async (more: { readonly kinds?: readonly ['mojibake'] } = {}) => {
    const silent = { onIssue: () => undefined, onHealth: () => undefined };
    const checking = pipeline({
      name: 'check',
      origins: [],
      start: (run) => checkLibrary(run, { path: '/m', library, ...silent, ...more }),
    });
    expect(await earmark.run(checking).done).toMatchObject({ outcome: 'completed' });
    return (await browse.albums({})).items[0]?.health;
  };
  expect(await check({ kinds: ['mojibake'] })).toBeUndefined();
  const health = await check();
  expect(health).toBeGreaterThan(0);
  expect(health).toBeLessThan(1);
  await earmark.close();
});
