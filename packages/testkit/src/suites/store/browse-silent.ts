import assert from 'node:assert/strict';
import { album, decisionRecord } from './records.ts';
import { fill, ids, idsOf } from './shelf.ts';
import type { StoreCheck } from './subject.ts';

/** The read model: what could not be asked. */
export const silentChecks: readonly StoreCheck[] = [
  {
    name: 'albums are found by a source that could not be asked, until a newer decision heard it',
    async run({ anna }) {
      const { browse, catalogue, journal } = anna;
      const saved = (run: string, ...decisions: readonly (readonly [string, string, string[]])[]) =>
        journal.saveDecisions(
          decisions.map(([id, subject, silent]) => decisionRecord(run, id, { subject, silent })),
        );
      await fill(anna);
      await saved('r1', ['d1', 'a1', ['discogs', 'lastfm']], ['d2', 'a1#1', ['discogs']]);
      await saved('r1', ['d3', 'a2', ['lastfm']], ['d4', 'a3', []], ['d5', 'new', ['lastfm']]);
      assert.equal(await idsOf(browse, { silent: 'discogs' }), 'a1');
      assert.equal(await idsOf(browse, { silent: 'lastfm', sort: 'folder' }), 'a1 a2');
      assert.deepEqual(await browse.facets({}, ['silent', 'issue']), {
        silent: [
          { value: 'lastfm', count: 2 },
          { value: 'discogs', count: 1 },
        ],
        issue: [],
      });
      await saved('r2', ['d1', 'a1', ['lastfm']]);
      assert.equal(await idsOf(browse, { silent: 'discogs' }), 'a1');
      await saved('r2', ['d2', 'a1#1', []], ['d3', 'a2', []]);
      assert.equal(await idsOf(browse, { silent: 'discogs' }), '');
      await catalogue.apply({
        putAlbums: [album('new'), album('a1', { folder: 'folder a1', title: 'Monster Movie' })],
      });
      const { items, total } = await browse.albums({ silent: 'lastfm', count: true });
      assert.deepEqual([ids(items).split(' ').sort().join(' '), total], ['a1 new', 2]);
      await catalogue.apply({ removeAlbums: ['new'] });
      assert.equal((await browse.albums({ silent: 'lastfm', count: true })).total, 1);
    },
  },
];
