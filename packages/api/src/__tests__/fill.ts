import type { Earmark } from '@earmark/core';

/** Albums of one file each, in an account's catalogue, as a scan would put them. */
export async function fill(earmark: Earmark, titles: readonly string[]): Promise<void> {
  const { catalogue } = await earmark.store();
  await catalogue.apply({
    putAlbums: titles.map((title, index) => ({
      id: `${earmark.account}-${index}`,
      root: 'music',
      folder: title,
      kind: 'album' as const,
      title,
      creators: ['Band'],
      year: 1999,
    })),
    put: titles.map((title, index) => ({
      id: `${earmark.account}-file-${index}`,
      album: `${earmark.account}-${index}`,
      root: 'music',
      path: `${title}/1.flac`,
      size: 1,
      mtimeNs: '1',
      inode: String(index + 1),
      format: 'flac',
      fields: { title: ['Track'], album: [title], genre: ['Rock'] },
      complete: true,
      durationSeconds: 200,
      pictures: 0,
      chapters: 0,
    })),
  });
}
