import { type Catalogue, pagesOf } from '@earmark/core';

const atOnce = 500;

/** Files and albums keep their ids, and with them whatever people and runs said of them. What was begun before goes on. */
export async function moveCatalogue(catalogue: Catalogue, from: string, to: string): Promise<void> {
  for (;;) {
    const albums = await catalogue.albums({ root: from, limit: atOnce });
    if (albums.length === 0) break;
    await catalogue.apply({ putAlbums: albums.map((album) => ({ ...album, root: to })) });
  }
  for (;;) {
    const files = await catalogue.files({ root: from, limit: atOnce });
    if (files.length === 0) break;
    await catalogue.apply({ put: files.map((file) => ({ ...file, root: to })) });
  }
  await removeEmptyAlbums(catalogue, to);
}

/** Takes a root out of the catalogue; a scan brings it back, with ids of its own. */
export async function forgetCatalogue(catalogue: Catalogue, root: string): Promise<void> {
  for (;;) {
    const [files, albums] = await Promise.all([
      catalogue.files({ root, limit: atOnce }),
      catalogue.albums({ root, limit: atOnce }),
    ]);
    if (files.length + albums.length === 0) return;
    const remove = files.map(({ id }) => id);
    await catalogue.apply({ remove, removeAlbums: albums.map(({ id }) => id) });
  }
}

/** A folder that was scanned by both names has its files once now: the albums of the second scan lost theirs. */
async function removeEmptyAlbums(catalogue: Catalogue, root: string): Promise<void> {
  const empty: string[] = [];
  for await (const albums of pagesOf((page) => catalogue.albums({ root, ...page })))
    for (const { id } of albums)
      if ((await catalogue.files({ album: id, limit: 1 })).length === 0) empty.push(id);
  if (empty.length > 0) await catalogue.apply({ removeAlbums: empty });
}
