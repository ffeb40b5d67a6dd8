import assert from 'node:assert/strict';
import { album, decisionRecord } from './records.ts';
import { fill, ids, idsOf } from './shelf.ts';
import type { StoreCheck } from './subject.ts';

const found = { source: 'discogs', id: '1', title: 'Tago Mago', creators: ['Can'], score: 1 };

/** The read model: what could not be asked, and what took its place. */
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
      await saved(
        'r1',
        ['d1', 'a1', ['discogs', 'lastfm']],
        ['d2', 'a1#0123456789ab', ['discogs']],
      );
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
      await saved('r2', ['d2', 'a1#0123456789ab', []], ['d3', 'a2', []]);
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
  {
    name: 'what a newer run decided about a field holds, whatever the older one said',
    async run({ anna }) {
      const { browse, journal } = anna;
      await fill(anna);
      const none = { subject: 'a1', belief: 0, confidence: 0, band: 'manual' } as const;
      await journal.saveDecisions([
        decisionRecord('r1', 'd1', { ...none, silent: ['discogs'] }),
        decisionRecord('r1', 'd2', { ...none, field: 'year', silent: ['discogs'] }),
      ]);
      assert.equal((await browse.album('a1'))?.state, 'undecided');
      const sure = { subject: 'a1', band: 'unchanged', silent: [], matches: [found] } as const;
      await journal.saveDecisions([decisionRecord('r2', 'd3', { ...sure, after: ['Krautrock'] })]);
      assert.equal(await idsOf(browse, { silent: 'discogs' }), 'a1');
      await journal.saveDecisions([decisionRecord('r2', 'd4', { ...sure, field: 'year' })]);
      assert.equal(await idsOf(browse, { silent: 'discogs' }), '');
      const { state, band, confidence } = (await browse.album('a1')) ?? {};
      assert.deepEqual([state, band, confidence], ['confirmed', 'unchanged', 0.97]);
      assert.equal((await journal.decision('d1'))?.decision.id, 'd1');
    },
  },
];
