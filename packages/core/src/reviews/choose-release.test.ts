import type { KindOfPlugin } from '@earmark/spec';
import { expect, test } from 'vitest';
import type { Source } from '../spec.ts';
import { chooseRelease, type ReleaseChoice, releaseMeant } from './choose-release.ts';
import type { ReviewDesk } from './desk.ts';

const source = (name: string, host: string, more: Partial<Source> = {}): KindOfPlugin & Source => ({
  spec: 1,
  kind: 'source',
  name,
  hosts: { [host]: { requests: 1, perMs: 1000 } },
  answers: ['album'],
  find: async () => [],
  ...more,
});
const plugins = [
  source('catalog', 'api.catalog.example'),
  source('strict', 'strict.test', {
    idOf: (text) => (text.startsWith('https://strict.test/a/') ? 'master/8' : undefined),
  }),
];
function choosing() {
  const pins: unknown[] = [];
  const pin = async (...said: unknown[]) => void pins.push(said);
  const reviews = { pin } as unknown as ReviewDesk;
  return {
    pins,
    choose: (choice: ReleaseChoice) => chooseRelease({ plugins, reviews }, 'album', choice),
  };
}

test.each([
  ['2f3ab1b2', '2f3ab1b2'],
  ['https://catalog.example/release/2f3ab1b2-1111', '2f3ab1b2-1111'],
  [' https://www.catalog.example/album/8471-Weezer-Weezer ', '8471'],
])('%s is the id %s', async (release, id) => {
  const { choose, pins } = choosing();
  expect(await choose({ source: 'catalog', release })).toEqual({ source: 'catalog', id });
  expect(pins).toEqual([['album', 'catalog', id]]);
});

test.each(['', '..', '../../me', 'a?b', 'a%2fb', 'https://catalog.example/'])(
  '%j leads nowhere',
  async (release) => {
    const { choose, pins } = choosing();
    await expect(choose({ source: 'catalog', release })).rejects.toThrow(
      'neither an id nor an address',
    );
    expect(pins).toEqual([]);
  },
);

test('an address tells its source, and a source knows its own addresses best', async () => {
  const { choose } = choosing();
  const chosen = await choose({ release: 'https://strict.test/a/8' });
  expect(chosen).toEqual({ source: 'strict', id: 'master/8' });
  await expect(choose({ release: 'https://strict.test/b/8' })).rejects.toThrow(
    'neither an id nor an address of an album at strict',
  );
});

test('a source whose answers come from a mirror is told by the site that people see', async () => {
  const mirrored = source('mirrored', '127.0.0.1:5000', { site: 'www.catalog.example' });
  expect(releaseMeant([mirrored], { release: 'https://catalog.example/release/8' })).toEqual({
    source: 'mirrored',
    id: '8',
  });
});

test('an id alone, and an unknown source, say which sources there are', async () => {
  const { choose } = choosing();
  await expect(choose({ release: '8471' })).rejects.toThrow('Sources here: catalog, strict');
  await expect(choose({ release: 'https://evil.test/x' })).rejects.toThrow('Say which source');
  await expect(choose({ source: 'x', release: '1' })).rejects.toThrow('Unknown source "x"');
});
