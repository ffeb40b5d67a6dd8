import { expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { genreOf, house } from '../__tests__/house.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import type { Hints, Policy } from '../spec.ts';
import { albums } from './albums.ts';
import { apply } from './apply.ts';
import { decide } from './decide.ts';
import { enrich } from './enrich.ts';

/** Takes today's genre for evidence, as it should: what it makes of its own result shows at once. */
const louder: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'louder',
  fields: ['genre'],
  propose: ({ subject }) =>
    subject.targets.flatMap(({ fields: { genre = [] } }) => [
      { field: 'genre', after: genre.map((each) => `Loud ${each}`), belief: 1, reasons: [] },
    ]),
};
const rooms = async (hints: readonly Hints[] = []) => {
  const there = await house({ policies: [louder], hints });
  const origin = () => albumsOrigin(['Sure One'], there.files);
  const tag = () =>
    there.earmark.run(albums(origin()).pipe(enrich()).pipe(decide()).pipe(apply())).done;
  const typed = (genre: string) => {
    const decision = {
      id: `typed-${genre}`,
      subject: 'id-Sure One',
      field: 'genre',
      before: [],
      after: [genre],
      belief: 1,
      confidence: 1,
      band: 'auto' as const,
      reasons: [],
      silent: [],
    };
    return there.earmark.run(
      pipeline({
        name: 'typed',
        async *start() {
          const subject = await origin().get('id-Sure One', {} as never);
          if (subject) yield { subject, decisions: [decision], approved: new Set([decision.id]) };
        },
      }).pipe(apply()),
    ).done;
  };
  return { ...there, tag, typed, genre: () => genreOf(there.files, 'Sure One') };
};

test('what a run wrote is no evidence for the next one', async () => {
  const { tag, genre, sink } = await rooms();
  await tag();
  expect(genre()).toEqual(['Loud Pop']);
  expect((await tag()).counts).toMatchObject({ unchanged: 1 });
  expect(genre()).toEqual(['Loud Pop']);
  expect(sink.writes).toHaveLength(1);
});

test('what a person typed is, and what was changed without us', async () => {
  const { tag, typed, genre, files } = await rooms();
  await tag();
  await typed('Polka');
  await tag();
  expect(genre()).toEqual(['Loud Polka']);
  files.set('music:Sure One', { genre: ['Waltz'] });
  await tag();
  expect(genre()).toEqual(['Loud Waltz']);
});

test('after an undo all is as if nothing had been written, after its undo as if it had', async () => {
  const { earmark, tag, genre } = await rooms();
  const { run } = await tag();
  const back = await earmark.undo(run).done;
  expect(genre()).toEqual(['Pop']);
  await earmark.undo(back.run).done;
  expect(genre()).toEqual(['Loud Pop']);
  expect((await tag()).counts).toMatchObject({ unchanged: 1 });
});

test('hints see subject and catalogue as people left them', async () => {
  const seen: unknown[] = [];
  const hints: Hints = {
    spec: 1,
    kind: 'hints',
    name: 'witness',
    async hints({ targets }, { catalogue }) {
      const [file] = await catalogue.files({ album: 'id-Sure One' });
      seen.push([targets[0]?.fields.genre, file?.fields.genre]);
      return [];
    },
  };
  const { earmark, tag } = await rooms([hints]);
  await tag();
  await (await earmark.store()).catalogue.apply({
    putAlbums: [
      {
        id: 'id-Sure One',
        root: 'music',
        folder: '',
        kind: 'album',
        title: 'Sure One',
        creators: [],
      },
    ],
    put: [
      {
        id: 'f1',
        root: 'music',
        path: 'Sure One',
        size: 1,
        mtimeNs: '1',
        inode: '1',
        album: 'id-Sure One',
        fields: { genre: ['Loud Pop'] },
        complete: true,
        pictures: 0,
        chapters: 0,
      },
    ],
  });
  await tag();
  expect(seen[1]).toEqual([['Pop'], ['Pop']]);
});
