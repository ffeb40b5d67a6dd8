import type { Catalogue, CatalogueAlbum, CatalogueFile } from '@earmark/core';

/** Few enough that rows are let go while they are young and nobody waits long for the main thread. */
const rowsPerTransaction = 500;

/** Differences on their way into the catalogue. What one call adds is written together or not at all. */
export interface Batch {
  add(changes: Changes): Promise<void>;
  flush(): Promise<void>;
}
interface Changes {
  readonly put?: readonly CatalogueFile[];
  readonly remove?: readonly string[];
  readonly putAlbums?: readonly CatalogueAlbum[];
  readonly removeAlbums?: readonly string[];
}

export function createBatch(catalogue: Catalogue): Batch {
  let put: CatalogueFile[] = [];
  let remove: string[] = [];
  let putAlbums: CatalogueAlbum[] = [];
  let removeAlbums: string[] = [];

  async function flush(): Promise<void> {
    if (put.length + remove.length + putAlbums.length + removeAlbums.length === 0) return;
    const diff = { put, remove, putAlbums, removeAlbums };
    [put, remove, putAlbums, removeAlbums] = [[], [], [], []];
    await catalogue.apply(diff);
  }
  return {
    async add(changes) {
      put.push(...(changes.put ?? []));
      remove.push(...(changes.remove ?? []));
      putAlbums.push(...(changes.putAlbums ?? []));
      removeAlbums.push(...(changes.removeAlbums ?? []));
      if (put.length + remove.length >= rowsPerTransaction) await flush();
    },
    flush,
  };
}
