import {
  type Catalogue,
  type CatalogueAlbum,
  type CatalogueFile,
  pagesOf,
  parseTarget,
} from '@earmark/core';
import type { BrokenFile, CheckedAlbum, CheckedFile } from '../issue.ts';
import type { Shelf } from './shelf.ts';

export interface CatalogueInput {
  readonly catalogue: Catalogue;
  /** Which roots of it. */
  readonly roots: readonly string[];
  /** Only what lies in this folder of the roots, relative to them; an album that reaches into it counts as a whole. */
  readonly below?: string;
}

/** The albums of a catalogue, a page at a time; then the unreadable files that belong to none. */
export function catalogueShelf(
  { catalogue, roots, below = '' }: CatalogueInput,
  sink: string,
): Shelf {
  async function load(album: CatalogueAlbum): Promise<CheckedAlbum> {
    const files = await catalogue.files({ album: album.id });
    const folders = new Set(files.map(({ path }) => parentOf(path)));
    const broken: BrokenFile[] = [];
    for (const folder of folders) {
      const { owner, faults } = await around(album.root, folder);
      if (owner === album.id) broken.push(...faults);
    }
    const { id, kind, title, creators, root, folder } = album;
    const where = `${root}:${folder}`;
    return {
      id,
      kind,
      title,
      creators,
      where,
      files: files.map((file) => seen(file, sink)),
      broken,
    };
  }

  /** A folder's unreadable files, and the album that they must be of: the only one that is there. */
  async function around(root: string, folder: string) {
    const files = await catalogue.files({ root, folder });
    const owners = new Set(files.flatMap(({ album }) => album ?? []));
    const [owner] = owners;
    const faults = files.filter(({ fault }) => fault !== undefined).map(brokenFile);
    return { faults, owner: owners.size === 1 ? owner : undefined };
  }

  async function* albums(root: string): AsyncGenerator<CheckedAlbum> {
    for await (const albums of pagesOf((page) => catalogue.albums({ root, ...page })))
      for (const album of albums) {
        if (!isWithin(album.folder, below) && !isWithin(below, album.folder)) continue;
        const loaded = await load(album);
        if (loaded.files.some(({ target }) => isWithin(pathOf(target), below))) yield loaded;
      }
  }

  async function* loose(root: string): AsyncGenerator<CheckedAlbum> {
    for await (const folder of catalogue.folders(root)) {
      if (!isWithin(folder, below) && !isWithin(below, folder)) continue;
      const { owner, faults } = await around(root, folder);
      const broken = faults.filter(({ target }) => isWithin(pathOf(target), below));
      if (owner !== undefined || broken.length === 0) continue;
      const where = `${root}:${folder}`;
      yield {
        id: `folder:${where}`,
        kind: 'album',
        title: folder === '' ? root : folder,
        creators: [],
        where,
        files: [],
        broken,
      };
    }
  }

  return {
    async *albums(signal) {
      for (const root of roots)
        for (const part of [albums(root), loose(root)])
          for await (const album of part) {
            if (signal?.aborted) return;
            yield album;
          }
    },
    async again(id) {
      const album = await catalogue.album(id);
      return album && load(album);
    },
  };
}

function seen(file: CatalogueFile, sink: string): CheckedFile {
  const { root, path, fields, pictures, complete, durationSeconds } = file;
  return {
    sink,
    target: `${root}:${path}`,
    fields,
    pictures,
    complete,
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

const brokenFile = ({ root, path, fault }: CatalogueFile): BrokenFile => ({
  target: `${root}:${path}`,
  message: fault?.message ?? 'not readable',
});

const parentOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const pathOf = (target: string) => parseTarget(target).path;
const isWithin = (path: string, folder: string) =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);
