import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSqliteStore } from '../sqlite/store.ts';

const album = { root: 'music', kind: 'album', creators: ['Can'] } as const;
const decision = {
  field: 'genre',
  before: [],
  after: ['Krautrock'],
  belief: 0.9,
  confidence: 0.9,
  band: 'auto',
  reasons: [],
} as const;

test('what an older release decided without a source is found by that source', async () => {
  const temp = await createTempFolder();
  const older = createSqliteStore({ folder: temp.path });
  const { catalogue, journal } = await older.account('anna');
  await catalogue.apply({
    putAlbums: ['a1', 'a2'].map((id) => ({ ...album, id, folder: id, title: id })),
  });
  await journal.startRun({
    id: 'r1',
    pipeline: 'tag',
    startedAt: 1,
    counts: {},
    host: 'nas',
    pid: 1,
  });
  const record = { run: 'r1', at: 1, title: 'Can' };
  await journal.saveDecisions([
    { ...record, decision: { ...decision, id: 'd1', subject: 'a1#1', silent: ['discogs'] } },
    { ...record, decision: { ...decision, id: 'd2', subject: 'a2', silent: [] } },
  ]);
  await older.close();
  const file = new Sqlite(join(temp.path, 'anna', 'earmark.db'));
  file.exec(
    `delete from album_terms where kind = 'silent'; update schema_version set version = 10`,
  );
  file.close();

  const store = createSqliteStore({ folder: temp.path });
  const { items } = await (await store.account('anna')).browse.albums({ silent: 'discogs' });
  expect(items.map(({ id }) => id)).toEqual(['a1']);
  await store.close();
  await temp.remove();
});
