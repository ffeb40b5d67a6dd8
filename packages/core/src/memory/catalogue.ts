import { EarmarkError } from '@earmark/spec';
import type { Catalogue, CatalogueAlbum, CatalogueFile, Clock } from '../spec.ts';
import { byBytes, paged, saved } from './rows.ts';

/** What lists show of albums and files that is no part of them. */
export interface ListedFacts {
  readonly health: Map<string, number>;
  /** The kinds of issues that a check found in an album. */
  readonly issues: Map<string, readonly string[]>;
  /** When an album or file was first put, by its id. */
  readonly added: Map<string, number>;
}

export function createMemoryCatalogue(
  clock: Clock,
  { health, issues, added }: ListedFacts,
): Catalogue {
  const files = new Map<string, CatalogueFile>();
  const albums = new Map<string, CatalogueAlbum>();
  /** Ids by root, folder and name. */
  const tree = new Map<string, Map<string, Map<string, string>>>();

  function inFolder(root: string, folder: string): CatalogueFile[] {
    const ids = tree.get(root)?.get(folder)?.values() ?? [];
    return [...ids].map(known).sort(inOrder);
  }
  function known(id: string): CatalogueFile {
    const file = files.get(id);
    if (file) return file;
    throw new EarmarkError('not-found', `the catalogue has no file ${id}`);
  }
  function at(root: string, path: string): CatalogueFile | undefined {
    const { folder, name } = parts(path);
    const id = tree.get(root)?.get(folder)?.get(name);
    return id === undefined ? undefined : files.get(id);
  }

  function remove(id: string): void {
    const file = files.get(id);
    if (!file) return;
    files.delete(id);
    const { folder, name } = parts(file.path);
    const names = tree.get(file.root)?.get(folder);
    names?.delete(name);
    if (names?.size === 0) tree.get(file.root)?.delete(folder);
  }
  function put(file: CatalogueFile): void {
    const before = files.get(file.id);
    const there = at(file.root, file.path);
    if (there) remove(there.id);
    remove(file.id);
    files.set(file.id, before && sameContent(before, file) ? { ...kept(before), ...file } : file);
    const { folder, name } = parts(file.path);
    const folders = tree.get(file.root) ?? new Map<string, Map<string, string>>();
    tree.set(file.root, folders);
    folders.set(folder, (folders.get(folder) ?? new Map<string, string>()).set(name, file.id));
  }

  return {
    async *folders(root, within = '') {
      const isWithin = (folder: string) =>
        within === '' || folder === within || folder.startsWith(`${within}/`);
      yield* [...(tree.get(root)?.keys() ?? [])].filter(isWithin).sort(byBytes);
    },
    async keys(root, folder) {
      return inFolder(root, folder).map(({ id, path, size, mtimeNs, inode }) => ({
        id,
        root,
        path,
        size,
        mtimeNs,
        inode,
      }));
    },
    async files({ root, folder, album, essence, ...page }) {
      const rows =
        root !== undefined && folder !== undefined
          ? inFolder(root, folder)
          : [...files.values()].sort(inOrder);
      const wanted = rows.filter(
        (row) =>
          (root === undefined || row.root === root) &&
          (folder === undefined || parts(row.path).folder === folder) &&
          (album === undefined || row.album === album) &&
          (essence === undefined || row.essence === essence),
      );
      return paged(wanted, page);
    },
    async file(id) {
      return files.get(id);
    },
    async byPath(root, path) {
      return at(root, path);
    },
    async byInode(root, inode) {
      return [...files.values()]
        .filter((file) => file.root === root && file.inode === inode)
        .sort(inOrder);
    },
    async album(id) {
      return albums.get(id);
    },
    async albums({ root, folder, creator, ...page } = {}) {
      const wanted = [...albums.values()].filter(
        (row) =>
          (root === undefined || row.root === root) &&
          (folder === undefined || row.folder === folder) &&
          (creator === undefined || row.creators.includes(creator)),
      );
      wanted.sort(
        (left, right) =>
          byBytes(left.root, right.root) ||
          byBytes(left.folder, right.folder) ||
          byBytes(left.id, right.id),
      );
      return paged(wanted, page);
    },
    async apply(diff) {
      const putFiles = saved(diff.put ?? []);
      const putAlbums = saved(diff.putAlbums ?? []);
      for (const id of [...(diff.remove ?? []), ...(diff.removeAlbums ?? [])]) added.delete(id);
      for (const { id } of [...putFiles, ...putAlbums]) added.set(id, added.get(id) ?? clock.now());
      for (const id of diff.remove ?? []) remove(id);
      for (const id of diff.removeAlbums ?? []) albums.delete(id);
      for (const album of putAlbums) albums.set(album.id, album);
      for (const file of putFiles) put(file);
    },
    async setEssence(id, essence) {
      files.set(id, { ...known(id), essence });
    },
    async setProbe(id, probe) {
      files.set(id, { ...known(id), probe: saved(probe) });
    },
    async setHealth(id, value, found = []) {
      if (!albums.has(id)) throw new EarmarkError('not-found', `the catalogue has no album ${id}`);
      health.set(id, value);
      issues.set(id, [...new Set(found)]);
    },
    async counts(root) {
      const ours = (row: { root: string }) => root === undefined || row.root === root;
      const wanted = [...files.values()].filter(ours);
      return {
        files: wanted.length,
        albums: [...albums.values()].filter(ours).length,
        failed: wanted.filter(({ fault }) => fault !== undefined).length,
      };
    },
  };
}

function parts(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

function inOrder(left: CatalogueFile, right: CatalogueFile): number {
  const [one, other] = [parts(left.path), parts(right.path)];
  return (
    byBytes(left.root, right.root) ||
    byBytes(one.folder, other.folder) ||
    byBytes(one.name, other.name)
  );
}

function sameContent(left: CatalogueFile, right: CatalogueFile): boolean {
  return left.size === right.size && left.mtimeNs === right.mtimeNs && left.inode === right.inode;
}

/** What was found out about the content at a price. */
function kept({ essence, probe }: CatalogueFile): Pick<CatalogueFile, 'essence' | 'probe'> {
  return {
    ...(essence !== undefined && { essence }),
    ...(probe !== undefined && { probe }),
  };
}
