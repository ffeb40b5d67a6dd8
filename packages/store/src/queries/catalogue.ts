import {
  type Catalogue,
  type CatalogueFile,
  type Clock,
  EarmarkError,
  gather,
} from '@earmark/core';
import type { SelectQueryBuilder } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import { createAlbumQueries } from './albums.ts';
import { createApply } from './apply.ts';
import { type Database, preparedRead } from './database.ts';
import { fileOf, partsOf, pathOf } from './files.ts';
import { touch } from './read-model/revision.ts';
import { chunks, paged } from './rows.ts';

const foldersAtOnce = 1000;
const namesAtOnce = 500;

interface FilePlace {
  readonly root: string;
  readonly folder: string;
  readonly name: string;
}
const keyOf = ({ root, folder, name }: FilePlace) => `${root}:${folder}/${name}`;

export function createCatalogue(database: Database<AccountSchema>, clock: Clock): Catalogue {
  const { db } = database;
  const keysIn = preparedRead(database, (build) =>
    build
      .selectFrom('files')
      .select(['id', 'name', 'size', 'mtime_ns', 'inode'])
      .where('root', '=', '')
      .where('folder', '=', '')
      .orderBy('name'),
  );
  const allFiles = () => db.selectFrom('files').selectAll();

  const byPath = gather(async (places: readonly FilePlace[]) => {
    const found = new Map<string, CatalogueFile>();
    const folders = Map.groupBy(places, ({ root, folder }) => `${root}:${folder}`);
    for (const inFolder of folders.values()) {
      const [{ root, folder } = { root: '', folder: '' }] = inFolder;
      const names = inFolder.map(({ name }) => name);
      for (const some of chunks(names, namesAtOnce)) {
        const files = allFiles().where('root', '=', root).where('folder', '=', folder);
        for (const row of await files.where('name', 'in', some).execute())
          found.set(keyOf(row), fileOf(row));
      }
    }
    return places.map((place) => found.get(keyOf(place)));
  });

  const foldersOf = (root: string) => db.selectFrom('files').where('root', '=', root);

  async function* inTurn(
    query: SelectQueryBuilder<AccountSchema, 'files', { folder: string }>,
  ): AsyncGenerator<string> {
    let after: string | undefined;
    for (;;) {
      const rest = after === undefined ? query : query.where('folder', '>', after);
      const rows = await rest.limit(foldersAtOnce).execute();
      for (const { folder } of rows) yield folder;
      if (rows.length < foldersAtOnce) return;
      after = rows.at(-1)?.folder;
    }
  }

  async function set(id: string, change: { essence: string } | { probe: string }): Promise<void> {
    const result = await db
      .updateTable('files')
      .set(change)
      .where('id', '=', id)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n)
      throw new EarmarkError('not-found', `the catalogue has no file ${id}`);
  }

  return {
    ...createAlbumQueries(database),
    apply: createApply(database, clock),
    async *folders(root, within = '') {
      const known = foldersOf(root).select('folder').distinct().orderBy('folder');
      if (within === '') {
        yield* inTurn(known);
        return;
      }
      const own = await foldersOf(root)
        .select('id')
        .where('folder', '=', within)
        .limit(1)
        .execute();
      if (own.length > 0) yield within;
      // What begins with `within/`: the sign after the slash is `0`.
      yield* inTurn(known.where('folder', '>', `${within}/`).where('folder', '<', `${within}0`));
    },
    async keys(root, folder) {
      return (await keysIn([root, folder])).map((row) => ({
        id: row.id,
        root,
        path: pathOf({ folder, name: row.name }),
        size: row.size,
        mtimeNs: row.mtime_ns,
        inode: row.inode,
      }));
    },
    async files({ root, folder, album, essence, ...page }) {
      let query = allFiles().orderBy('root').orderBy('folder').orderBy('name');
      if (root !== undefined) query = query.where('root', '=', root);
      if (folder !== undefined) query = query.where('folder', '=', folder);
      if (album !== undefined) query = query.where('album', '=', album);
      if (essence !== undefined) query = query.where('essence', '=', essence);
      return (await paged(query, page).execute()).map(fileOf);
    },
    async file(id) {
      const row = await allFiles().where('id', '=', id).executeTakeFirst();
      return row && fileOf(row);
    },
    byPath: (root, path) => byPath({ root, ...partsOf(path) }),
    async byInode(root, inode) {
      const rows = await allFiles()
        .where('root', '=', root)
        .where('inode', '=', inode)
        .orderBy('folder')
        .orderBy('name')
        .execute();
      return rows.map(fileOf);
    },
    setEssence: (id, essence) => set(id, { essence }),
    setProbe: (id, probe) => set(id, { probe: JSON.stringify(probe) }),
    async setHealth(id, health, issues = []) {
      await database.write('catalogue', async (tx) => {
        const result = await tx
          .updateTable('albums')
          .set({ health })
          .where('id', '=', id)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n)
          throw new EarmarkError('not-found', `the catalogue has no album ${id}`);
        await tx
          .deleteFrom('album_terms')
          .where('album', '=', id)
          .where('kind', '=', 'issue')
          .execute();
        const terms = [...new Set(issues)].map((term) => ({ kind: 'issue', term, album: id }));
        if (terms.length > 0) await tx.insertInto('album_terms').values(terms).execute();
        await touch(tx);
      });
    },
    async counts(root) {
      const files = countOf('files');
      const failed = countOf('files').where('fault_code', 'is not', null);
      const albums = countOf('albums');
      const [file, failure, album] = await Promise.all(
        [files, failed, albums].map((query) =>
          (root === undefined ? query : query.where('root', '=', root)).executeTakeFirstOrThrow(),
        ),
      );
      return {
        files: Number(file?.total),
        failed: Number(failure?.total),
        albums: Number(album?.total),
      };
    },
  };

  function countOf(table: 'files' | 'albums') {
    return db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('total'));
  }
}
