import assert from 'node:assert/strict';
import type { AlbumQuery, Browse } from '@earmark/core';
import { decisionRecord, planRecord, receiptRecord, review, runRecord } from './records.ts';
import { fill, ids, idsOf } from './shelf.ts';
import { assertCode, at, type StoreCheck } from './subject.ts';

async function pagesOf(browse: Browse, query: AlbumQuery): Promise<string> {
  const found: { readonly id: string }[] = [];
  for (let after: string | undefined; ; ) {
    const page = await browse.albums({ ...query, limit: 2, ...(after && { after }) });
    assert.ok(page.items.length <= 2);
    found.push(...page.items);
    assert.ok(found.length <= 100, 'the pages of a list never end');
    if (page.next === undefined) return ids(found);
    after = page.next;
  }
}

/** The read model: lists with filters, sorts, counts and facets. */
export const browseChecks: readonly StoreCheck[] = [
  {
    name: 'a list has each album once in its order, page by page, and what has no such value comes last',
    async run({ anna }) {
      await fill(anna);
      const { browse } = anna;
      const orders: readonly (readonly [AlbumQuery, string])[] = [
        [{}, 'a7 a2 a1 a6 a5 a3 a4'],
        [{ descending: true }, 'a4 a3 a5 a6 a1 a2 a7'],
        [{ sort: 'year' }, 'a1 a5 a7 a2 a4 a3 a6'],
        [{ sort: 'year', descending: true }, 'a4 a2 a7 a5 a1 a3 a6'],
        [{ sort: 'folder' }, 'a5 a1 a2 a3 a4 a6 a7'],
        [{ sort: 'creator' }, 'a7 a1 a6 a5 a2 a3 a4'],
        [{ sort: 'confidence' }, 'a1 a2 a3 a4 a5 a6 a7'],
        [{ sort: 'added', kind: 'book' }, 'a6'],
      ];
      for (const [query, expected] of orders) {
        assert.equal(await idsOf(browse, query), expected, JSON.stringify(query));
        assert.equal(await pagesOf(browse, query), expected, `pages of ${JSON.stringify(query)}`);
        for (let offset = 0; offset < 8; offset++)
          assert.equal(
            await idsOf(browse, { ...query, offset, limit: 2 }),
            expected
              .split(' ')
              .slice(offset, offset + 2)
              .join(' '),
          );
        const { total } = await browse.albums({ ...query, limit: 1, count: true });
        assert.equal(total, expected.split(' ').length);
      }
    },
  },
  {
    name: 'each filter of albums finds what it says, and all of them together',
    async run({ anna }) {
      await fill(anna);
      const { browse } = anna;
      await anna.catalogue.setHealth('a1', 0.5, ['all-caps']);
      await anna.catalogue.setHealth('a1', 0.25, ['mojibake', 'missing-art', 'mojibake']);
      const filters: readonly (readonly [AlbumQuery, string])[] = [
        [{ creator: 'Can' }, 'a1 a5'],
        [{ genre: 'Krautrock' }, 'a1 a3'],
        [{ genre: 'krautrock' }, ''],
        [{ kind: 'book' }, 'a6'],
        [{ years: [1988, 1999] }, 'a2 a5 a7'],
        [{ years: [undefined, 1988] }, 'a1 a5'],
        [{ years: [1999] }, 'a2 a4'],
        [{ format: 'flac' }, 'a1'],
        [{ root: 'more' }, 'a5'],
        [{ completeness: 'incomplete' }, 'a6 a7'],
        [{ completeness: 'untagged' }, ''],
        [{ health: [0.2, 0.3] }, 'a1'],
        [{ health: [0.3, 1] }, ''],
        [{ issue: 'mojibake' }, 'a1'],
        [{ issue: 'all-caps' }, ''],
        [{ issue: 'mojibake', genre: 'Krautrock' }, 'a1'],
        [{ state: 'failed' }, 'a7'],
        [{ locked: true }, ''],
        [{ genre: 'Krautrock', years: [1970, 1980], format: 'flac', text: 'tag' }, 'a1'],
        [{ genre: 'Rock', root: 'more', creator: 'Can', locked: false }, 'a5'],
      ];
      for (const [query, expected] of filters) {
        const found = await browse.albums({ ...query, sort: 'folder', count: true });
        assert.equal(
          found.items
            .map(({ id }) => id)
            .sort()
            .join(' '),
          expected,
          JSON.stringify(query),
        );
        assert.equal(found.total, expected === '' ? 0 : expected.split(' ').length);
      }
      await assertCode(anna.catalogue.setHealth('none', 1), 'not-found');
    },
  },
  {
    name: 'a search finds words by their beginning in any script, without regard to case and marks',
    async run({ anna }) {
      await fill(anna);
      const searches: Readonly<Record<string, string>> = {
        tago: 'a1',
        'TAGO m': 'a1',
        'mago tago': 'a1',
        ago: '',
        Agaetis: 'a2',
        'sigur ros': 'a2',
        ros: 'a2',
        t: 'a1 a3 a6',
        ta: 'a1 a3',
        tan: 'a3',
        椎名: 'a4',
        林檎: 'a4',
        夜: 'a4',
        яблоко: 'a5',
        kino: 'a5',
        КИНО: 'a5',
        acdc: '',
        'ac dc': 'a7',
        'can folder': 'a1 a5',
        '   ': 'a1 a2 a3 a4 a5 a6 a7',
        '%_\'"': '',
      };
      for (const [text, expected] of Object.entries(searches)) {
        const found = (await anna.browse.albums({ text })).items.map(({ id }) => id).sort();
        assert.equal(found.join(' '), expected, text);
      }
    },
  },
  {
    name: 'an album is listed with what its files have, and follows them',
    async run({ anna }) {
      const { browse, catalogue } = anna;
      await fill(anna);
      const row = await browse.album('a1');
      assert.ok(row && row.addedAt > 0);
      const { addedAt: _, ...rest } = row;
      assert.deepEqual(rest, {
        id: 'a1',
        kind: 'album',
        title: 'Tago Mago',
        creators: ['Can'],
        year: 1971,
        root: 'music',
        folder: 'folder a1',
        genres: ['Krautrock'],
        formats: ['flac'],
        files: 2,
        durationSeconds: 200,
        pictures: 2,
        completeness: 'complete',
        state: 'unknown',
        pendingReviews: 0,
        locked: false,
      });
      const [, one] = [await catalogue.file('a1-1'), await catalogue.file('a1-2')];
      assert.ok(one);
      await catalogue.apply({ put: [{ ...one, fields: { genre: ['Jazz'] } }], remove: ['a1-1'] });
      assert.deepEqual((await browse.album('a1'))?.genres, ['Jazz']);
      assert.deepEqual((await browse.album('a1'))?.files, 1);
      assert.equal((await browse.album('a1'))?.completeness, 'untagged');
      assert.equal(await idsOf(browse, { genre: 'Krautrock' }), 'a3');
      await catalogue.apply({ removeAlbums: ['a3'] });
      assert.equal(await browse.album('a3'), undefined);
      assert.equal(await idsOf(browse, { genre: 'Krautrock' }), '');
      await catalogue.apply({ put: [{ ...one, album: 'a2' }] });
      assert.equal((await browse.album('a1'))?.files, 0);
      assert.equal((await browse.album('a2'))?.files, 3);
    },
  },
  {
    name: 'how an album stands follows the decisions, questions, locks and receipts about it',
    async run({ anna }) {
      const { browse, journal, reviews } = anna;
      await fill(anna);
      const stand = async (id: string) => {
        const row = await browse.album(id);
        return [row?.state, row?.band, row?.confidence, row?.pendingReviews];
      };
      const sure = { subject: 'a1', band: 'auto', confidence: 0.97 } as const;
      const unsure = { subject: 'a1', band: 'review', confidence: 0.85, field: 'year' } as const;
      await journal.saveDecisions([decisionRecord('r', 'd1', sure)]);
      assert.deepEqual(await stand('a1'), ['proposed', 'auto', 0.97, 0]);
      await journal.saveDecisions([decisionRecord('r', 'd2', unsure)]);
      await reviews.queue(review('d2', { subject: 'a1', field: 'year', confidence: 0.85 }));
      assert.deepEqual(await stand('a1'), ['review', 'review', 0.85, 1]);
      await reviews.queue(
        review('d3', { subject: 'a1#0123456789ab', field: 'title', band: 'manual' }),
      );
      assert.deepEqual(await stand('a1'), ['manual', 'review', 0.85, 2]);
      const yes = { status: 'accepted', by: 'anna', at } as const;
      await reviews.answer('d2', yes);
      await reviews.answer('d3', yes);
      assert.deepEqual(await stand('a1'), ['proposed', 'review', 0.85, 0]);
      await reviews.markApplied('d2');
      await reviews.markApplied('d3');

      const target = 'music:folder a1/1.flac';
      await journal.savePlans([planRecord('r', 'p1', target, { decisions: ['d1'] })]);
      await journal.setPlanStatus('p1', 'failed', { code: 'io', message: 'full' });
      assert.equal((await browse.album('a1'))?.state, 'failed');
      const receipt = receiptRecord('r', 'w1', 'p1', { decisions: ['d1'] });
      await journal.saveReceipt({ ...receipt, receipt: { ...receipt.receipt, target } });
      assert.equal((await browse.album('a1'))?.state, 'changed');
      assert.equal((await browse.album('a1'))?.changedAt, at);
      assert.equal(await idsOf(browse, { changedSince: at }), 'a1');
      assert.equal(await idsOf(browse, { changedSince: at + 1 }), '');
      const undo = receiptRecord('u', 'w2', 'p2', { decisions: ['d1'], undoes: 'w1' });
      await journal.saveReceipt({ ...undo, receipt: { ...undo.receipt, target, at: at + 9 } });
      assert.equal((await browse.album('a1'))?.changedAt, at + 9);

      await reviews.lock('a1', 'genre', 'anna', at);
      assert.equal(await idsOf(browse, { locked: true }), 'a1');
      await reviews.unlock('a1', 'genre');
      assert.equal((await browse.album('a1'))?.locked, false);
      const silent = { subject: 'a2', band: 'manual', confidence: 0, belief: 0 } as const;
      await journal.saveDecisions([decisionRecord('r', 'd4', silent)]);
      assert.equal((await browse.album('a2'))?.state, 'undecided');
      assert.equal(await idsOf(browse, { sort: 'confidence' }), 'a2 a1 a3 a4 a5 a6 a7');
      assert.equal(await pagesOf(browse, { sort: 'changed' }), 'a1 a2 a3 a4 a5 a6 a7');
    },
  },
  {
    name: 'what a person refused is settled, what sources agree with is confirmed, what none knows is neither',
    async run({ anna }) {
      const { browse, journal, reviews } = anna;
      await fill(anna);
      const stateOf = async (id: string) => (await browse.album(id))?.state;
      const saved = (id: string, more: Parameters<typeof decisionRecord>[2]) =>
        journal.saveDecisions([decisionRecord('r', id, more)]);
      const matches = [{ source: 's', id: '1', title: 'A', creators: ['B'], score: 1 }];
      await saved('d1', { subject: 'a1', band: 'unchanged', matches });
      await saved('d2', { subject: 'a2', band: 'unchanged' });
      assert.deepEqual([await stateOf('a1'), await stateOf('a2')], ['confirmed', 'unknown']);

      await saved('d3', { subject: 'a3', band: 'review' });
      await reviews.queue(review('d3', { subject: 'a3' }));
      await reviews.answer('d3', { status: 'rejected', by: 'anna', at });
      assert.equal(await stateOf('a3'), 'settled');
      await reviews.answer('d3', { status: 'accepted', by: 'anna', at });
      assert.equal(await stateOf('a3'), 'proposed');

      await saved('d4', { subject: 'a4', band: 'auto', field: 'genre' });
      assert.equal(await stateOf('a4'), 'proposed');
      await reviews.lock('a4', 'genre', 'anna', at);
      assert.equal(await stateOf('a4'), 'settled');
    },
  },
  {
    name: 'facets count what a query finds, each without its own filter; confidence comes in twenty bins',
    async run({ anna }) {
      await fill(anna);
      const { browse, journal } = anna;
      const query = { genre: 'Krautrock' } as const;
      const facets = await browse.facets(query, ['genre', 'creator', 'year', 'kind', 'state']);
      assert.deepEqual(facets.genre.slice(0, 2), [
        { value: 'Krautrock', count: 2 },
        { value: 'Rock', count: 2 },
      ]);
      assert.deepEqual(facets.creator, [
        { value: 'Can', count: 1 },
        { value: 'Tangerine Dream', count: 1 },
      ]);
      assert.deepEqual(facets.year, [{ value: '1971', count: 1 }]);
      assert.deepEqual(facets.kind, [{ value: 'album', count: 2 }]);
      assert.deepEqual(facets.state, [{ value: 'unknown', count: 2 }]);
      const all = await browse.facets({}, ['format', 'root', 'band'], 1);
      assert.deepEqual(all.format, [{ value: 'mp3', count: 5 }]);
      assert.deepEqual(all.root, [{ value: 'music', count: 6 }]);
      assert.deepEqual(all.band, []);
      const confidences: Readonly<Record<string, number>> = { a1: 0, a2: 0.949, a3: 0.95, a4: 1 };
      await journal.saveDecisions(
        Object.entries(confidences).map(([subject, confidence]) =>
          decisionRecord('r', subject, { subject, confidence }),
        ),
      );
      const bins = await browse.histogram();
      assert.equal(bins.length, 20);
      assert.deepEqual([bins[0], bins[18], bins[19]], [1, 1, 2]);
      assert.equal((await browse.histogram(query))[19], 1);
    },
  },
  {
    name: 'a cursor of another list, a broken one and a limit without bounds are refused',
    async run({ anna }) {
      await fill(anna);
      const { browse } = anna;
      const { next = '' } = await browse.albums({ limit: 2 });
      const text = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
      const broken = ['', 'x', next.slice(0, -4), text(['albums title up']), text({}), text(null)];
      for (const after of [...broken, text(['albums title up', 'a1', 5])])
        await assertCode(browse.albums({ after }), 'config');
      await assertCode(browse.albums({ after: next, sort: 'year' }), 'config');
      await assertCode(browse.albums({ after: next, descending: true }), 'config');
      await assertCode(browse.files({ after: next }), 'config');
      await assertCode(browse.albums({ after: next, offset: 2 }), 'config');
      for (const limit of [0, -1, 501, 1.5, Number.NaN])
        await assertCode(browse.albums({ limit }), 'config');
      await assertCode(browse.runs({ offset: -1 }), 'config');
    },
  },
  {
    name: 'files, decisions, questions, receipts and runs are listed, filtered and counted',
    async run({ anna }) {
      const { browse, journal, reviews } = anna;
      await fill(anna);
      const files = await browse.files({ root: 'more', count: true });
      assert.deepEqual([ids(files.items), files.total], ['a5-1 a5-2', 2]);
      assert.equal(
        ids((await browse.files({ sort: 'size', descending: true, limit: 2 })).items),
        'a7-2 a6-2',
      );
      assert.equal(ids((await browse.files({ failed: true })).items), 'a7-1 a7-2');
      assert.equal(ids((await browse.files({ text: 'hobb', format: 'm4b' })).items), 'a6-1 a6-2');
      assert.equal(
        ids((await browse.files({ album: 'a1', folder: 'folder a1' })).items),
        'a1-1 a1-2',
      );

      await journal.startRun(runRecord('r1', { recipe: 'tag' }));
      await journal.startRun(runRecord('r2', { startedAt: at + 1 }));
      await journal.endRun('r2', 'completed', { subjects: 1 }, at + 2);
      await journal.startRun(runRecord('r3', { startedAt: at + 2, job: 'job-1' }));
      assert.equal(ids((await browse.runs()).items), 'r2 r1');
      assert.equal(ids((await browse.runs({ jobs: true })).items), 'r3 r2 r1');
      assert.equal(ids((await browse.runs({ outcome: 'open' })).items), 'r1');
      assert.equal(ids((await browse.runs({ outcome: 'completed', since: at })).items), 'r2');
      assert.equal(ids((await browse.runs({ recipe: 'tag', descending: false })).items), 'r1');

      const record = (run: string, id: string, time: number, subject: string) => {
        const made = decisionRecord(run, id, { subject, confidence: time / 10, band: 'review' });
        return { ...made, at: at + time };
      };
      await journal.saveDecisions([record('r1', 'd1', 1, 'a1'), record('r1', 'd2', 2, 'a2')]);
      await journal.saveDecisions([record('r2', 'd1', 3, 'a1')]);
      const decided = async (query: Parameters<Browse['decisions']>[0]) =>
        (await browse.decisions(query)).items
          .map(({ run, decision }) => `${run}/${decision.id}`)
          .join(' ');
      assert.equal(await decided({}), 'r2/d1 r1/d2');
      assert.equal(await decided({ run: 'r1' }), 'r1/d2 r1/d1');
      assert.equal(await decided({ text: 'tago' }), 'r2/d1');
      assert.equal(await decided({ confidence: [0.15, 0.25], band: 'review' }), 'r1/d2');
      const { next = '' } = await browse.decisions({ limit: 1 });
      assert.equal(await decided({ after: next }), 'r1/d2');

      await reviews.queue(review('q1', { subject: 'a1', confidence: 0.8, queuedAt: at + 2 }));
      await reviews.queue(review('q2', { subject: 'a2', confidence: 0.9, title: 'Ángel' }));
      const asked = async (query: Parameters<Browse['reviews']>[0]) =>
        (await browse.reviews(query)).items.map(({ decision }) => decision).join(' ');
      assert.equal(await asked({ status: 'pending' }), 'q2 q1');
      assert.equal(await asked({ sort: 'queued' }), 'q2 q1');
      assert.equal(await asked({ sort: 'title', text: 'tago' }), 'q1');
      assert.equal(await asked({ minConfidence: 0.85 }), 'q2');

      await journal.saveReceipt(receiptRecord('r1', 'w1', 'p1', { decisions: ['d1'] }));
      await journal.saveReceipt(receiptRecord('r2', 'w2', 'p2', { decisions: [], undoes: 'w1' }));
      const receipts = await browse.receipts({ count: true });
      assert.deepEqual([ids(receipts.items), receipts.total], ['w2 w1', 2]);
      const [first] = (await browse.receipts({ subject: 'a1', undone: true })).items;
      assert.deepEqual([first?.id, first?.at, first?.title], ['w1', at, 'Can – Tago Mago']);
      assert.deepEqual(first?.diff, first?.receipt.applied);
      assert.equal(ids((await browse.receipts({ run: 'r2', undone: false })).items), 'w2');
    },
  },
  {
    name: 'the revision grows with each change of what is listed',
    async run({ anna }) {
      const { browse, journal, reviews, catalogue } = anna;
      let before = await browse.revision();
      const grows = async (change: Promise<unknown>) => {
        await change;
        const now = await browse.revision();
        assert.ok(now > before);
        before = now;
      };
      await grows(fill(anna));
      await grows(journal.startRun(runRecord('r1')));
      await grows(journal.saveDecisions([decisionRecord('r1', 'd1', { subject: 'a1' })]));
      await grows(reviews.queue(review('d1', { subject: 'a1' })));
      await grows(reviews.answer('d1', { status: 'accepted', by: 'anna', at }));
      await grows(reviews.lock('a1', 'genre', 'anna', at));
      await grows(journal.saveReceipt(receiptRecord('r1', 'w1', 'p1')));
      await grows(catalogue.setHealth('a1', 1));
      assert.equal(await browse.revision(), before);
    },
  },
];
