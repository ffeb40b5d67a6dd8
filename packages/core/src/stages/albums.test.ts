import { expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house, titles } from '../__tests__/house.ts';
import type { Origin } from '../spec.ts';
import { type AlbumsOptions, albums } from './albums.ts';

/** Says after its first subject how many there will be. */
function counting(count: number): Origin {
  const origin = albumsOrigin(titles, new Map());
  return {
    ...origin,
    async *subjects(ctx) {
      for await (const subject of origin.subjects(ctx)) {
        ctx.report.expect(count);
        yield subject;
      }
    },
  };
}

/** The totals that a run says on its way, one for each subject. */
async function totals(count: number, options?: AlbumsOptions) {
  let now = 0;
  const clock = { now: () => now, monotonic: () => (now += 1000), sleep: async () => {} };
  const { earmark } = await house({ clock });
  const run = earmark.run(albums(counting(count), options));
  const said: (number | undefined)[] = [];
  run.on('run-progressed', ({ total }) => said.push(total));
  await run.done;
  await earmark.close();
  return said;
}

test('progress has a total from the first subject on, where the origin knows how many there are', async () => {
  expect(await totals(titles.length)).toEqual([4, 4, 4, 4, 4]);
});

test('a total never is more than was asked for', async () => {
  expect(await totals(titles.length, { limit: 2 })).toEqual([2, 2, 2]);
});

test('how many a choice lets through is known at the end only', async () => {
  const where = ({ title }: { readonly title: string }) => title.startsWith('Sure');
  expect(await totals(titles.length, { where })).toEqual([undefined, undefined, 2]);
});

test('an origin that was wrong is corrected by what came', async () => {
  expect(await totals(3)).toEqual([3, 3, 3, 4, 4]);
  expect(await totals(9)).toEqual([9, 9, 9, 9, 4]);
});

test('what a resumed run passes by is not among what is left', async () => {
  let now = 0;
  const clock = { now: () => now, monotonic: () => (now += 1000), sleep: async () => {} };
  const { earmark } = await house({ clock });
  const pipeline = albums(counting(titles.length));
  const { run: id } = await earmark.run(pipeline).done;
  const { journal } = await earmark.store();
  await journal.finishSubject(id, 'id-Sure One');
  const resumed = earmark.run(pipeline, { resume: id });
  const said: (number | undefined)[] = [];
  resumed.on('run-progressed', ({ total }) => said.push(total));
  await resumed.done;
  expect(said).toEqual([3, 3, 3, 3]);
  await earmark.close();
});
