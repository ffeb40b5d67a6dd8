import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createMemoryStore } from '../memory/index.ts';
import type { Decision } from '../spec.ts';
import { byAlbum } from './album-reviews.ts';
import { createReviewDesk } from './desk.ts';
import { partId } from './parts.ts';

async function open() {
  const store = createMemoryStore();
  const answered: string[] = [];
  const desk = createReviewDesk({
    store: () => store.account('default'),
    shared: () => store.shared(),
    clock: systemClock,
    reviewed: (decision, verdict) => answered.push(`${decision} ${verdict}`),
  });
  const { reviews } = await store.account('default');
  const queue = (decision: string, subject: string, field: string) =>
    reviews.queue({
      decision,
      subject,
      title: 'Artist – Album',
      field,
      before: [],
      after: ['Jazz'],
      confidence: 0.9,
      band: 'review',
      queuedAt: 0,
      status: 'pending',
    });
  const pending = async () =>
    (await desk.list({ status: 'pending' })).map(({ decision }) => decision);
  return { store, desk, reviews, answered, queue, pending };
}

test('a lock sets aside what waits for an answer about that field, and teaches nothing', async () => {
  const { store, desk, reviews, answered, queue, pending } = await open();
  await queue('genre-1', 'album', 'genre');
  await queue('mood-1', 'album', 'mood');
  await queue('genre-2', 'another', 'genre');
  await desk.lock('album', 'genre', 'me');
  expect(await pending()).toEqual(['genre-2', 'mood-1']);
  expect(answered).toEqual(['genre-1 locked']);
  expect(await (await store.shared()).samples('genre')).toEqual([]);
  expect(await reviews.locked('album')).toEqual(['genre']);
  await expect(desk.answer('genre-1', { status: 'accepted', by: 'me' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('unlock'),
  });
});

test('an unlock brings back what the lock had set aside, and refuses nothing for good', async () => {
  const { desk, reviews, queue, pending } = await open();
  await queue('genre-1', 'album', 'genre');
  await desk.lock('album', 'genre', 'me');
  expect(await reviews.rejected('album')).toEqual([]);
  await desk.unlock('album', 'genre');
  expect(await pending()).toEqual(['genre-1']);
  const [again] = await desk.list({ status: 'pending' });
  expect(again).not.toHaveProperty('reason');
  await desk.answer('genre-1', { status: 'accepted', by: 'me' });
});

test('who locks a field of some files of an album locks it for the whole album', async () => {
  const { desk, reviews, queue, pending } = await open();
  const [some, others] = [partId('album', ['a', 'b']), partId('album', ['c'])];
  await queue('title-1', some, 'title');
  await queue('title-2', others, 'title');
  await queue('genre-1', some, 'genre');
  await desk.lock(some, 'title', 'me');
  expect(await reviews.locked('album')).toEqual(['title']);
  expect(await pending()).toEqual(['genre-1']);
  await desk.unlock(others, 'title');
  expect(await reviews.locked('album')).toEqual([]);
  expect(await pending()).toEqual(['genre-1', 'title-1', 'title-2']);
});

test('who accepts all accepts what is left where a run settles some of it meanwhile', async () => {
  const { store, queue, reviews } = await open();
  for (const subject of ['one', 'two', 'three']) await queue(subject, subject, 'genre');
  const busy = createReviewDesk({
    store: () => store.account('default'),
    shared: () => store.shared(),
    clock: systemClock,
    reviewed: () => void reviews.supersede('two', ['genre']),
  });
  const accepted = await busy.acceptAll({}, 'me');
  expect(accepted.map(({ decision }) => decision)).toEqual(['one', 'three']);
  expect(await reviews.get('two')).toMatchObject({ status: 'superseded' });
});

test('twelve changes of one album are one question, and one yes answers it', async () => {
  const { store, desk, queue, pending } = await open();
  const { journal } = await store.account('default');
  const track = partId('album', ['m:1.mp3']);
  const asked = [
    ['genre-1', 'album', 'genre'],
    ['title-1', track, 'title'],
    ['genre-2', 'another', 'genre'],
  ] as const;
  for (const [id, subject, field] of asked) {
    await queue(id, subject, field);
    const whole = subject === track ? 'album' : subject;
    await journal.saveDecisions([
      { run: 'r', at: 0, title: 't', decision: said(id, whole, field) },
    ]);
  }
  const found = byAlbum(await desk.list({ status: 'pending' }));
  expect(found.map(({ subject, reviews }) => [subject, reviews.length]).sort()).toEqual([
    ['album', 2],
    ['another', 1],
  ]);
  expect(await desk.album(track)).toMatchObject({ subject: 'album', title: 'Artist – Album' });
  const accepted = await desk.acceptAlbum('album', 'me');
  expect(accepted.map(({ decision }) => decision)).toEqual(['genre-1', 'title-1']);
  expect(await pending()).toEqual(['genre-2']);
  expect(await desk.album('album')).toBeUndefined();
});

function said(id: string, subject: string, field: string): Decision {
  const values = { before: [], after: ['Jazz'], belief: 0.9, confidence: 0.9, reasons: [] };
  return { id, subject, field, ...values, band: 'review', silent: [] };
}
