import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createMemoryStore } from '../memory/index.ts';
import { createReviewDesk } from './desk.ts';

test('a lock refuses what waits for an answer about that field, and teaches nothing', async () => {
  const store = createMemoryStore();
  const answered: string[] = [];
  const desk = createReviewDesk({
    store: () => store.account('default'),
    shared: () => store.shared(),
    clock: systemClock,
    reviewed: (decision) => answered.push(decision),
  });
  const { reviews } = await store.account('default');
  for (const field of ['genre', 'mood'])
    await reviews.queue({
      decision: `${field}-1`,
      subject: 'album',
      title: 'Artist – Album',
      field,
      before: [],
      after: ['Jazz'],
      confidence: 0.9,
      band: 'review',
      queuedAt: 0,
      status: 'pending',
    });
  await desk.lock('album', 'genre', 'me');
  expect(await desk.list({ status: 'pending' })).toMatchObject([{ decision: 'mood-1' }]);
  expect(answered).toEqual(['genre-1']);
  expect(await (await store.shared()).samples('genre')).toEqual([]);
  expect(await reviews.locked('album')).toEqual(['genre']);
});
