import { describe, expect, test } from 'vitest';
import { albumsOrigin, shelfSink } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import type { Fields, Origin, Policy, Proposal, Sink } from '../spec.ts';
import { albums } from './albums.ts';
import { apply } from './apply.ts';
import { decide } from './decide.ts';
import { enrich } from './enrich.ts';
import { reviewed } from './reviewed.ts';

/** One book of two files; a server shows it as an item of its own. */
async function bookHouse(proposals: readonly Partial<Proposal>[], targetsOf?: Sink['targetsOf']) {
  const files = new Map<string, Fields>(
    ['music:1', 'music:2'].map((id) => [id, { genre: ['Pop'] }]),
  );
  const items = new Map<string, Fields>([['server:9', { genre: ['Pop'] }]]);
  const server: Sink = {
    ...shelfSink(items),
    name: 'server',
    targetsOf: async () => [
      { sink: 'server', id: 'server:9', fields: items.get('server:9') ?? {} },
    ],
    ...(targetsOf ? { targetsOf } : {}),
  };
  const policy: Policy = {
    spec: 1,
    kind: 'policy',
    name: 'parts',
    fields: ['genre'],
    propose: () =>
      proposals.map((each) => ({
        field: 'genre',
        after: ['Rock'],
        belief: 1,
        reasons: [],
        ...each,
      })),
  };
  const made = await house({ policies: [policy], sinks: [shelfSink(files), server] });
  const origin: Origin = {
    ...albumsOrigin([], files),
    async *subjects() {
      yield {
        kind: 'book',
        id: 'book',
        title: 'Book',
        creators: [],
        targets: [...files].map(([id, fields]) => ({ sink: 'shelf', id, fields })),
      };
    },
  };
  const tag = () => albums(origin).pipe(enrich()).pipe(decide()).pipe(apply());
  const genres = () => [...files, ...items].map(([, { genre = [] }]) => genre.join());
  return { ...made, tag, genres };
}

test('one decision about a book goes to its files and to the server that shows it', async () => {
  const { earmark, tag, genres } = await bookHouse([{}]);
  const { run, counts } = await earmark.run(tag()).done;
  expect(counts.applied).toBe(3);
  expect(genres()).toEqual(['Rock', 'Rock', 'Rock']);
  await earmark.undo(run).done;
  expect(genres()).toEqual(['Pop', 'Pop', 'Pop']);
});

test('a server that does not answer costs its own target, and that is told', async () => {
  const { earmark, tag, genres } = await bookHouse([{}], async () => {
    throw new Error('down');
  });
  const { outcome, counts } = await earmark.run(tag()).done;
  expect(outcome).toBe('completed');
  expect(counts).toMatchObject({ applied: 2, 'plugin-failures': 1 });
  expect(genres()).toEqual(['Rock', 'Rock', 'Pop']);
});

describe('decisions about some of the targets', () => {
  const first = { targets: ['music:1'] };
  const second = { targets: ['music:2', 'server:9'], after: ['Jazz'] };

  test('change those and no others', async () => {
    const { earmark, tag, genres } = await bookHouse([first, second]);
    const { counts } = await earmark.run(tag()).done;
    expect(counts).toMatchObject({ decisions: 2, applied: 3 });
    expect(genres()).toEqual(['Rock', 'Jazz', 'Jazz']);
    expect((await earmark.run(tag()).done).counts).toMatchObject({ unchanged: 2 });
  });

  test('are asked about each by itself: a yes to one is no yes to the other', async () => {
    const { earmark, tag, genres } = await bookHouse([
      { ...first, belief: 0.85 },
      { ...second, belief: 0.85 },
    ]);
    await earmark.run(tag()).done;
    const pending = await earmark.reviews.list({ status: 'pending' });
    expect(pending).toHaveLength(2);
    const jazz = pending.find(({ after }) => after[0] === 'Jazz');
    await earmark.reviews.answer(jazz?.decision ?? '', { status: 'accepted', by: 'me' });
    await earmark.run(reviewed().pipe(apply())).done;
    expect(genres()).toEqual(['Pop', 'Jazz', 'Jazz']);
    expect(await earmark.reviews.count({ status: 'pending' })).toBe(1);
  });

  test('that were refused are not proposed again, however sure the policy is now', async () => {
    const unsure = [{ ...first, belief: 0.85 }];
    const { earmark, tag, genres } = await bookHouse(unsure);
    await earmark.run(tag()).done;
    const [review] = await earmark.reviews.list({ status: 'pending' });
    await earmark.reviews.answer(review?.decision ?? '', { status: 'rejected', by: 'me' });
    Object.assign(unsure[0] ?? {}, { belief: 1 });
    expect((await earmark.run(tag()).done).counts.decisions).toBeUndefined();
    expect(genres()).toEqual(['Pop', 'Pop', 'Pop']);
  });
});
