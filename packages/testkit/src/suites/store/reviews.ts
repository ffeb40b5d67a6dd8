import assert from 'node:assert/strict';
import type { ReviewFilter, Verdict } from '@earmark/core';
import { review } from './records.ts';
import { assertCode, at, type StoreCheck } from './subject.ts';

const accepted: Verdict = { status: 'accepted', by: 'anna', at: at + 1 };
const rejected: Verdict = { status: 'rejected', by: 'anna', at: at + 1, reason: 'too broad' };

export const reviewChecks: readonly StoreCheck[] = [
  {
    name: 'a queued review is found by its decision',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      assert.deepEqual(await reviews.get('one'), review('one'));
      assert.equal(await reviews.get('two'), undefined);
    },
  },
  {
    name: 'reviews come most confident first, then oldest, by pages',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('a', { subject: 'a', confidence: 0.8 }));
      await reviews.queue(review('b', { subject: 'b', queuedAt: at + 2 }));
      await reviews.queue(review('c', { subject: 'c', queuedAt: at + 1 }));
      const ids = async (filter?: ReviewFilter) =>
        (await reviews.list(filter)).map(({ decision }) => decision);
      assert.deepEqual(await ids(), ['c', 'b', 'a']);
      assert.deepEqual(await ids({ limit: 1, offset: 1 }), ['b']);
      assert.equal(await reviews.count({ limit: 1 }), 3);
    },
  },
  {
    name: 'every part of a filter narrows the list and the count',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one', { title: 'Ólafur – Ör_Ð%', confidence: 0.85 }));
      await reviews.queue(
        review('two', { subject: 'album-2', field: 'year', band: 'manual', confidence: 0.3 }),
      );
      await reviews.answer('two', accepted);
      const cases: readonly (readonly [ReviewFilter, readonly string[]])[] = [
        [{ status: 'pending' }, ['one']],
        [{ field: 'year' }, ['two']],
        [{ band: 'manual' }, ['two']],
        [{ subject: 'album-1' }, ['one']],
        [{ minConfidence: 0.85 }, ['one']],
        [{ maxConfidence: 0.85 }, ['one', 'two']],
        [{ maxConfidence: 0.3 }, ['two']],
        [{ text: 'ÓLAFUR' }, ['one']],
        [{ text: 'ör_ð%' }, ['one']],
        [{ text: 'r%ð' }, []],
        [{ status: 'accepted', field: 'genre' }, []],
      ];
      for (const [filter, expected] of cases) {
        const found = (await reviews.list(filter)).map(({ decision }) => decision);
        assert.deepEqual(found, expected, JSON.stringify(filter));
        assert.equal(await reviews.count(filter), expected.length, JSON.stringify(filter));
      }
    },
  },
  {
    name: 'a newer decision for the same subject and field takes the place of the pending one',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('old'));
      await reviews.queue(review('other-field', { field: 'year' }));
      await reviews.queue(review('other-subject', { subject: 'album-2' }));
      await reviews.queue(review('new'));
      const status = async (id: string) => (await reviews.get(id))?.status;
      assert.equal(await status('old'), 'superseded');
      assert.equal(await status('other-field'), 'pending');
      assert.equal(await status('other-subject'), 'pending');
      assert.equal(await status('new'), 'pending');
    },
  },
  {
    name: 'a newer decision that needs no answer takes the place of what is pending about its fields',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('genre'));
      await reviews.queue(review('year', { field: 'year' }));
      await reviews.queue(review('mood', { field: 'mood' }));
      await reviews.queue(review('other-subject', { subject: 'album-2' }));
      await reviews.queue(review('answered', { subject: 'album-3' }));
      await reviews.answer('answered', accepted);
      await reviews.supersede('album-1', ['genre', 'year']);
      await reviews.supersede('album-2', []);
      await reviews.supersede('album-3', ['genre']);
      const status = async (id: string) => (await reviews.get(id))?.status;
      assert.equal(await status('genre'), 'superseded');
      assert.equal(await status('year'), 'superseded');
      assert.equal(await status('mood'), 'pending');
      assert.equal(await status('other-subject'), 'pending');
      assert.equal(await status('answered'), 'accepted');
    },
  },
  {
    name: 'a yes or an edit takes the place of an older one that is not written yet, a rejection does not',
    async run({ anna: { reviews } }) {
      const edited: Verdict = { status: 'edited', by: 'ben', at: at + 2, edited: ['Psych'] };
      const answered = async (id: string, verdict: Verdict, change = {}) => {
        await reviews.queue(review(id, change));
        await reviews.answer(id, verdict);
      };
      await answered('written', accepted);
      await reviews.markApplied('written');
      await answered('other-subject', accepted, { subject: 'album-2' });
      await answered('other-field', accepted, { field: 'year' });
      await answered('refused', rejected);
      await answered('first', edited);
      await answered('second', accepted);
      const status = async (id: string) => (await reviews.get(id))?.status;
      assert.equal(await status('first'), 'superseded');
      await answered('third', edited);
      assert.equal(await status('second'), 'superseded');
      await answered('fourth', rejected);
      assert.equal(await status('third'), 'edited');
      assert.equal(await status('written'), 'applied');
      assert.equal(await status('refused'), 'rejected');
      assert.equal(await status('other-subject'), 'accepted');
      assert.equal(await status('other-field'), 'accepted');
      await assertCode(reviews.answer('first', accepted), 'conflict');
    },
  },
  {
    name: 'a decision that comes again after it was superseded is pending again',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      await reviews.queue(review('two'));
      await reviews.queue(review('one', { confidence: 0.92 }));
      assert.deepEqual(await reviews.list({ status: 'pending' }), [
        review('one', { confidence: 0.92 }),
      ]);
    },
  },
  {
    name: 'what a person answered keeps its answer when it is queued again or something newer is',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      await reviews.answer('one', rejected);
      await reviews.queue(review('one'));
      await reviews.queue(review('two'));
      assert.deepEqual(await reviews.get('one'), review('one', rejected));
    },
  },
  {
    name: 'a decision that comes again after it was applied is asked again',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      await reviews.answer('one', accepted);
      await reviews.markApplied('one');
      await reviews.queue(review('one', { confidence: 0.92 }));
      assert.deepEqual(await reviews.get('one'), review('one', { confidence: 0.92 }));
    },
  },
  {
    name: 'an answer is kept whole, and a later one takes its place',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      assert.deepEqual(await reviews.answer('one', rejected), review('one', rejected));
      const edited: Verdict = { status: 'edited', by: 'ben', at: at + 2, edited: ['Psych'] };
      assert.deepEqual(await reviews.answer('one', edited), review('one', edited));
      assert.deepEqual(await reviews.get('one'), review('one', edited));
    },
  },
  {
    name: 'what is not there, was superseded or applied cannot be answered',
    async run({ anna: { reviews } }) {
      await assertCode(reviews.answer('none', accepted), 'not-found');
      await reviews.queue(review('old'));
      await reviews.queue(review('new'));
      await assertCode(reviews.answer('old', accepted), 'conflict');
      await reviews.answer('new', accepted);
      await reviews.markApplied('new');
      await assertCode(reviews.answer('new', rejected), 'conflict');
    },
  },
  {
    name: 'an edit without values is refused',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      const verdict = { status: 'edited', by: 'anna', at } as const;
      await assertCode(reviews.answer('one', verdict), 'config');
    },
  },
  {
    name: 'an accepted review that was written is applied, and keeps who said so',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      await reviews.answer('one', accepted);
      await reviews.markApplied('one');
      assert.deepEqual(await reviews.get('one'), review('one', { ...accepted, status: 'applied' }));
    },
  },
  {
    name: 'a refused value is remembered as one entry for its list, until the answer changes',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      assert.deepEqual(await reviews.rejected('album-1'), []);
      await reviews.answer('one', rejected);
      await reviews.queue(review('two', { after: ['Pop'] }));
      const refused = [{ field: 'genre', value: 'Krautrock; Art Rock' }];
      assert.deepEqual(await reviews.rejected('album-1'), refused);
      assert.deepEqual(await reviews.rejected('album-2'), []);
      await reviews.answer('one', accepted);
      assert.deepEqual(await reviews.rejected('album-1'), []);
    },
  },
  {
    name: 'an edit refuses the value that was proposed, also once it is written',
    async run({ anna: { reviews } }) {
      const edited: Verdict = { status: 'edited', by: 'anna', at: at + 1, edited: ['Psych'] };
      await reviews.queue(review('one'));
      await reviews.answer('one', edited);
      const refused = [{ field: 'genre', value: 'Krautrock; Art Rock' }];
      assert.deepEqual(await reviews.rejected('album-1'), refused);
      await reviews.markApplied('one');
      assert.deepEqual(await reviews.rejected('album-1'), refused);
      await reviews.queue(review('one'));
      assert.deepEqual(await reviews.get('one'), review('one', { ...edited, status: 'applied' }));
      const same = review('two', { subject: 'album-2' });
      await reviews.queue(same);
      await reviews.answer('two', { ...edited, edited: same.after });
      assert.deepEqual(await reviews.rejected('album-2'), []);
    },
  },
  {
    name: 'a field is locked until it is unlocked',
    async run({ anna: { reviews } }) {
      await reviews.lock('album-1', 'year', 'anna', at);
      await reviews.lock('album-1', 'genre', 'anna', at);
      await reviews.lock('album-1', 'genre', 'ben', at + 1);
      await reviews.lock('album-2', 'genre', 'anna', at);
      assert.deepEqual(await reviews.locked('album-1'), ['genre', 'year']);
      assert.deepEqual(await reviews.locks({ limit: 2 }), [
        { subject: 'album-1', field: 'genre', by: 'ben', at: at + 1 },
        { subject: 'album-1', field: 'year', by: 'anna', at },
      ]);
      await reviews.unlock('album-1', 'genre');
      assert.deepEqual(await reviews.locked('album-1'), ['year']);
      assert.deepEqual(await reviews.locked('album-2'), ['genre']);
    },
  },
  {
    name: 'a locked review is set aside: no refusal, no answer, and pending again when it is queued',
    async run({ anna: { reviews } }) {
      await reviews.queue(review('one'));
      const locked: Verdict = { status: 'locked', by: 'anna', at: at + 1 };
      assert.deepEqual(await reviews.answer('one', locked), review('one', locked));
      assert.deepEqual(await reviews.list({ status: 'locked' }), [review('one', locked)]);
      assert.deepEqual(await reviews.rejected('album-1'), []);
      await assertCode(reviews.answer('one', accepted), 'conflict');
      await reviews.queue(review('one'));
      assert.deepEqual(await reviews.get('one'), review('one'));
    },
  },
  {
    name: 'a subject has one pinned candidate for each source',
    async run({ anna: { reviews } }) {
      await reviews.pin('album-1', 'musicbrainz', 'x');
      await reviews.pin('album-1', 'musicbrainz', 'y');
      await reviews.pin('album-1', 'discogs', 'z');
      assert.deepEqual(await reviews.pinned('album-1'), { musicbrainz: 'y', discogs: 'z' });
      await reviews.unpin('album-1', 'musicbrainz');
      assert.deepEqual(await reviews.pinned('album-1'), { discogs: 'z' });
      assert.deepEqual(await reviews.pinned('album-2'), {});
    },
  },
];
