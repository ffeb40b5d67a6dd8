import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import type { ApiParts } from '../parts.ts';
import { createCoverOperations } from './covers.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1');

/** An album of two files, of which the second has what is given as its picture. */
async function cover(bytes: Uint8Array | undefined, album = 'album') {
  const asked: string[] = [];
  const reader = {
    async readPicture(path: string) {
      asked.push(path);
      return bytes && { bytes };
    },
  };
  const earmark = {
    plugins: [{ kind: 'sink', name: 'tags', reader }],
    shared: async () => ({
      roots: async () => [
        { host: 'elsewhere', id: 'music', path: '/mnt/other' },
        { host: hostname(), id: 'music', path: '/srv/music' },
      ],
    }),
  };
  const browse = async () => ({
    album: async (id: string) => (id === 'album' ? { id } : undefined),
    files: async () => ({
      items: [
        { root: 'music', path: 'An Album/01.flac', pictures: 0 },
        { root: 'music', path: 'An Album/02.flac', pictures: 1 },
      ],
    }),
  });
  const [operation] = createCoverOperations({ earmark, browse } as unknown as ApiParts);
  const call = { params: { id: album }, account: 'anna', earmark };
  const answer = (await operation?.handle(call as never)) as Response;
  return { answer, asked };
}

test('an album’s picture comes from the first of its files that has one, where this machine has it', async () => {
  const { answer, asked } = await cover(png);
  expect(asked).toEqual(['/srv/music/An Album/02.flac']);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
});

test.each(['<svg onload="alert(1)"/>', '<html>', ''])(
  'what is no picture by its bytes is not sent, whatever the tag calls it: %j',
  async (text) => {
    await expect(cover(Buffer.from(text))).rejects.toMatchObject({ status: 415 });
  },
);

test('no picture, and no such album, are not there', async () => {
  await expect(cover(undefined)).rejects.toMatchObject({ status: 404 });
  await expect(cover(png, 'another')).rejects.toMatchObject({ status: 404 });
});
