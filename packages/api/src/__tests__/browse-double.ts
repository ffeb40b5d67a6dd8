import type { AlbumRow, Browse } from '@earmark/core';

/** A read model of these albums and nothing else. */
export function createBrowseDouble(albums: readonly AlbumRow[]): Browse {
  const empty = async () => ({ items: [] });
  return {
    async albums({ text = '', limit = 50, after = '0', count = false } = {}) {
      const found = albums.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
      const end = Number(after) + limit;
      return {
        items: found.slice(Number(after), end),
        ...(end < found.length ? { next: String(end) } : {}),
        ...(count ? { total: found.length } : {}),
      };
    },
    album: async (id) => albums.find((each) => each.id === id),
    files: empty,
    decisions: empty,
    reviews: empty,
    receipts: empty,
    runs: empty,
    facets: async (_query, which) =>
      Object.fromEntries(which.map((name) => [name, []])) as unknown as Awaited<
        ReturnType<Browse['facets']>
      >,
    histogram: async () => Array.from({ length: 20 }, () => 0),
    revision: async () => 1,
  };
}

export const albumRow = (id: string, title: string): AlbumRow => ({
  id,
  kind: 'album',
  title,
  creators: ['Band'],
  root: 'music',
  folder: title,
  genres: ['Rock'],
  formats: ['flac'],
  files: 10,
  durationSeconds: 2400,
  pictures: 1,
  completeness: 'complete',
  state: 'undecided',
  pendingReviews: 0,
  locked: false,
  addedAt: 1,
});
