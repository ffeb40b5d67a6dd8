import {
  apply,
  createEarmark,
  createMemoryStore,
  type Earmark,
  type Events,
  type Plan,
  reviewed,
  type Sink,
} from '@earmark/core';
import { expect, test } from 'vitest';
import { type AlbumSketch, checked } from './__tests__/albums.ts';
import { fixes, type Issue, kindInfo } from './index.ts';

/** A sink that keeps what it was told, by target. */
function createMemorySink(): Sink & { readonly written: Record<string, object> } {
  const written: Record<string, object> = {};
  const receipt = ({ id, change, diff }: Plan) => ({
    plan: id,
    target: change.target,
    applied: diff,
    fingerprint: 'x',
    at: 0,
  });
  return {
    spec: 1,
    kind: 'sink',
    name: 'tags',
    written,
    async plan(change) {
      const set = change.kind === 'fields' ? Object.entries(change.set) : [];
      const diff = set.map(([field, after]) => ({ field, before: [], after }));
      return { id: crypto.randomUUID(), change, diff, fingerprint: 'x' };
    },
    async apply(plan) {
      const set = plan.change.kind === 'fields' ? plan.change.set : {};
      written[plan.change.target] = { ...written[plan.change.target], ...set };
      return receipt(plan);
    },
    inspect: async () => 'before',
    revert: async ({ plan, target, applied }) => ({
      plan,
      target,
      applied,
      fingerprint: 'x',
      at: 0,
    }),
  };
}

async function house() {
  const sink = createMemorySink();
  const earmark = await createEarmark({ sinks: [sink], store: createMemoryStore({ folder: '' }) });
  const decisions: Events['decision-made'][] = [];
  earmark.on('decision-made', (event) => decisions.push(event));
  return { earmark, sink, decisions };
}

const fix = (earmark: Earmark, issues: readonly Issue[], certain?: 'apply') =>
  earmark.run(fixes(issues, certain ? { certain } : {}).pipe(apply())).done;

const untidy: AlbumSketch = {
  all: { album: ['Record  0 '], genre: ['Rock; Pop'] },
  files: { 1: { fields: { title: ['A &amp;  B'] } } },
};

test('fixes wait for a yes, one question for all files that change alike; a yes writes them', async () => {
  const { earmark, sink } = await house();
  const { issues } = await checked([untidy]);
  const run = await fix(earmark, issues);
  expect(run).toMatchObject({ outcome: 'completed', counts: { queued: 3, review: 3 } });
  expect(sink.written).toEqual({});
  const waiting = await earmark.reviews.list();
  expect(waiting.map(({ title, field, before, after }) => [title, field, before, after])).toEqual(
    expect.arrayContaining([
      ['Singer 0 – Record 0', 'album', ['Record  0 '], ['Record 0']],
      ['Singer 0 – Record 0', 'genre', ['Rock; Pop'], ['Rock', 'Pop']],
      ['Singer 0 – Record 0 (02.flac)', 'title', ['A &amp;  B'], ['A & B']],
    ]),
  );
  await earmark.reviews.acceptAll({ field: 'title' }, 'me');
  await earmark.run(reviewed().pipe(apply())).done;
  expect(sink.written).toEqual({ 'music:Singer 0/Record 0/02.flac': { title: ['A & B'] } });
  // A policy's confidence is not measured by spellings.
  expect(await (await earmark.shared()).samples('title')).toEqual([]);
  await earmark.close();
});

test('only what changes nothing visible is applied unasked, file by file; the rest is queued whole', async () => {
  const { earmark, sink } = await house();
  const { issues } = await checked([untidy]);
  const run = await fix(earmark, issues, 'apply');
  expect(run.counts).toMatchObject({ auto: 5, applied: 4, queued: 2 });
  expect(sink.written['music:Singer 0/Record 0/02.flac']).toEqual({
    album: ['Record 0'],
    title: ['A &amp; B'],
  });
  expect((await earmark.reviews.list({ field: 'title' }))[0]?.after).toEqual(['A & B']);
  await earmark.close();
});

test('text in the wrong character set is never applied unasked, whatever else is wrong with it', async () => {
  const { earmark, sink } = await house();
  const { issues } = await checked([{ files: { 0: { fields: { title: ['Donâ€™t  stop'] } } } }]);
  await fix(earmark, issues, 'apply');
  expect(sink.written).toEqual({});
  expect((await earmark.reviews.list())[0]).toMatchObject({
    after: ['Don’t stop'],
    confidence: kindInfo('mojibake').belief,
  });
  await earmark.close();
});

test('what a person locked or rejected is passed by', async () => {
  const { earmark, sink } = await house();
  const { issues } = await checked([untidy]);
  await earmark.reviews.lock('album-0', 'album', 'me');
  await fix(earmark, issues);
  const [genre] = await earmark.reviews.list({ field: 'genre' });
  await earmark.reviews.answer(genre?.decision ?? '', { status: 'rejected', by: 'me' });
  const again = await fix(earmark, issues, 'apply');
  expect(again.counts).toMatchObject({ locked: 4, rejected: 1, applied: 1 });
  expect(JSON.stringify(sink.written)).not.toContain('Record 0"]');
  await earmark.close();
});

test('a fix that a person wrote otherwise is not written over that, unasked', async () => {
  const { earmark, sink } = await house();
  const { issues } = await checked([untidy]);
  await fix(earmark, issues);
  const [genre] = await earmark.reviews.list({ field: 'genre' });
  const verdict = { status: 'edited', edited: ['Polka'], by: 'me' } as const;
  await earmark.reviews.answer(genre?.decision ?? '', verdict);
  await earmark.run(reviewed().pipe(apply())).done;
  const again = await fix(earmark, issues, 'apply');
  expect(again.counts).toMatchObject({ rejected: 1 });
  expect(JSON.stringify(sink.written)).toContain('Polka');
  await earmark.close();
});

test('who locks a field from a fix of one file locks it for the album, and an unlock brings the fixes back', async () => {
  const { earmark } = await house();
  const { issues } = await checked([untidy]);
  await fix(earmark, issues);
  const [title] = await earmark.reviews.list({ field: 'title' });
  const part = title?.subject ?? '';
  await earmark.reviews.lock(part, 'title', 'me');
  const again = await fix(earmark, issues);
  expect(again.counts).toMatchObject({ locked: 1, queued: 2 });
  expect(await earmark.reviews.count({ field: 'title', status: 'pending' })).toBe(0);
  expect(await (await earmark.store()).reviews.locked('album-0')).toEqual(['title']);
  await earmark.reviews.unlock(part, 'title');
  expect(await earmark.reviews.list({ field: 'title', status: 'pending' })).toMatchObject([
    { decision: title?.decision },
  ]);
  expect((await fix(earmark, issues)).counts).toMatchObject({ queued: 3 });
  await earmark.close();
});

test('two issues of one field of one file: the first is fixed, the other waits for the next check', async () => {
  const { earmark, decisions } = await house();
  const { issues } = await checked([{ artist: 'Beyoncé', tracks: 6 }, { artist: ' beyonce' }]);
  expect(issues.map(({ kind }) => kind)).toContain('artist-spelling');
  await fix(earmark, issues);
  const artist = decisions.filter(({ decision }) => decision.field === 'artist');
  expect(artist.map(({ decision }) => decision.after)).toEqual([['beyonce']]);
  await earmark.close();
});
