import { expect, test } from 'vitest';
import { house } from '../__tests__/house.ts';
import type { Source } from '../spec.ts';
import { partId } from './parts.ts';

const asked: unknown[] = [];
/** Lists three pressings of whatever it is asked for, the closest not first. */
const catalog: Source = {
  spec: 1,
  kind: 'source',
  name: 'catalog',
  answers: ['album'],
  async find(query) {
    asked.push(query);
    const { title, creators } = query;
    return [
      { id: 'live', title: `${title} (Live)`, creators, year: 2004, claims: [] },
      { id: 'studio', title, creators, year: 1999, country: 'DE', claims: [] },
      { id: 'other', title: 'Something Else', creators: ['Nobody'], claims: [] },
    ];
  },
};
const down: Source = {
  ...catalog,
  name: 'down',
  find: async () => {
    throw new Error('the network is down');
  },
};

async function rooms(sources: readonly Source[] = [catalog, down]) {
  asked.length = 0;
  const { earmark, tag } = await house({ sources });
  await earmark.run(tag(true)).done;
  asked.length = 0;
  return earmark;
}

test('candidates of all sources come best first, and who is silent is said', async () => {
  const earmark = await rooms();
  const { releases, silent } = await earmark.findReleases('id-Sure One', { limit: 2 });
  expect(releases.map(({ id }) => id)).toEqual(['studio', 'live']);
  expect(releases[0]).toMatchObject({ source: 'catalog', year: 1999, country: 'DE' });
  expect(silent).toMatchObject([{ source: 'down', fault: { code: 'internal' } }]);
});

test('other words are asked for in place of the tags, and of some of the files as of the whole', async () => {
  const earmark = await rooms();
  const part = partId('id-Sure One', ['a']);
  await earmark.findReleases(part, { title: 'Debut', creators: ['Björk'], sources: ['catalog'] });
  expect(asked).toMatchObject([{ title: 'Debut', creators: ['Björk'], year: 1999 }]);
  expect(asked[0]).not.toHaveProperty('ids');
});

test('an album that a scan has noted is asked for before any run has seen it', async () => {
  const earmark = await rooms();
  const { catalogue } = await earmark.store();
  const row = { id: 'new', root: 'music', folder: 'New', kind: 'album', year: 1993 } as const;
  await catalogue.apply({
    putAlbums: [{ ...row, title: 'Debut', creators: ['Björk'] }],
  });
  const { releases } = await earmark.findReleases('new', { sources: ['catalog'] });
  expect(asked).toEqual([{ kind: 'album', title: 'Debut', creators: ['Björk'], year: 1993 }]);
  expect(releases.map(({ id }) => id)).toContain('studio');
});

test('an unknown source and an unknown album are said', async () => {
  const earmark = await rooms();
  await expect(earmark.findReleases('id-Sure One', { sources: ['x'] })).rejects.toThrow(
    'Unknown source "x". Sources here: catalog, down',
  );
  await expect(earmark.findReleases('nowhere')).rejects.toMatchObject({ code: 'not-found' });
});

test('an answer that is none is a silence, not an empty list', async () => {
  const broken = { ...catalog, find: async () => [{ title: 'x' }] } as unknown as Source;
  const earmark = await rooms([broken]);
  const { releases, silent } = await earmark.findReleases('id-Sure One');
  expect(releases).toEqual([]);
  expect(silent).toMatchObject([{ source: 'catalog' }]);
});
