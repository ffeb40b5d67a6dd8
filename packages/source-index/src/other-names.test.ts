import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPluginBench, createTempFolder } from '@earmark/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildIndex,
  createIndexSource,
  type IndexRecord,
  type IndexSource,
  linesOf,
  openDump,
} from './index.ts';

const album = (id: string, title: string, artist: string, more: object = {}): IndexRecord => ({
  kind: 'album',
  id,
  title,
  creators: [artist],
  claims: [],
  ...more,
});
const records: readonly IndexRecord[] = [
  album('acdc', 'Back in Black', 'AC/DC'),
  album('kesha', 'Animal', 'Ke$ha'),
  album('pink', 'Funhouse', 'P!nk'),
  album('ringo', '無罪モラトリアム', '椎名林檎', {
    person: 'p1',
    aliases: { titles: ['Muzai Moratorium'] },
  }),
  album('fela', 'Zombie', 'Fẹlá', { person: 'p2' }),
  album('zombie', 'Zombie', 'The Cranberries'),
  album('kraftwerk', 'Die Mensch-Maschine', 'Kraftwerk', {
    aliases: { titles: ['The Man-Machine'] },
  }),
  album('melt', 'Peter Gabriel', 'Peter Gabriel', {
    aliases: { titles: ['Peter Gabriel 3: Melt', '3, Melt'] },
  }),
  album('security', 'Peter Gabriel', 'Peter Gabriel', { aliases: { titles: ['Security'] } }),
  album('metallica', 'Load', 'Metallica'),
  album('metalian', 'Load', 'Metalium'),
  { kind: 'person', id: 'p1', claims: [], names: ['椎名林檎', 'Ringo Sheena', 'Shiina Ringo'] },
  { kind: 'person', id: 'p2', claims: [], names: ['Fẹlá', 'Fela Anikulapo Kuti', 'Fela Kuti'] },
];

let source: IndexSource;
let idsOf: (title: string, artist: string) => Promise<readonly string[]>;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const temp = await createTempFolder();
  const [dump, file] = [join(temp.path, 'dump'), join(temp.path, 'index.db')];
  await writeFile(dump, records.map((record) => JSON.stringify(record)).join('\n'));
  await buildIndex({
    file,
    source: 'test',
    dumps: [
      {
        path: dump,
        texts: (onRead) => linesOf(openDump(dump, { onRead }), dump),
        parse: (text) => JSON.parse(text) as IndexRecord,
      },
    ],
  });
  const bench = await createPluginBench();
  source = createIndexSource({ name: 'test-index', file, weight: 0.5 });
  const ctx = bench.context(source);
  idsOf = async (title, artist) =>
    (await source.find({ kind: 'album', title, creators: [artist] }, ctx)).map(({ id }) => id);
  closing.push(
    async () => source.close?.(),
    () => bench.close(),
    () => temp.remove(),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

test.each([
  ['Back in Black', 'ACDC', 'acdc'],
  ['Back in Black', 'AC-DC', 'acdc'],
  ['Animal', 'Kesha', 'kesha'],
  ['Animal', 'Ke$ha', 'kesha'],
  ['Funhouse', 'Pink', 'pink'],
  ['Funhouse', 'P!nk', 'pink'],
  ['Muzai Moratorium', '椎名林檎', 'ringo'],
  ['Muzai Moratorium', 'Shiina Ringo', 'ringo'],
  ['無罪モラトリアム', 'Ringo Sheena', 'ringo'],
  ['Zombie', 'Fela Anikulapo-Kuti', 'fela'],
  ['Zombie', 'Fela Kuti', 'fela'],
  ['The Man-Machine', 'Kraftwerk', 'kraftwerk'],
  ['Peter Gabriel 3: Melt', 'Peter Gabriel', 'melt'],
  ['Security', 'Peter Gabriel', 'security'],
])('%s by %s is found', async (title, artist, id) => {
  expect(await idsOf(title, artist)).toEqual([id]);
});

test.each(['Metalica', 'Metalllica', 'Mettallica', 'Metallcia'])(
  'an artist typed as %s is the nearest one',
  async (artist) => {
    expect(await idsOf('Load', artist)).toEqual(['metallica']);
  },
);

test.each(['Mxtallicx', 'Radiohead', 'Meta'])('%s is nobody near', async (artist) => {
  expect(await idsOf('Load', artist)).toEqual([]);
});

test('whoever is found by another name comes with it', async () => {
  const bench = await createPluginBench();
  closing.push(() => bench.close());
  const query = { kind: 'album', title: 'Zombie', creators: ['Fela Kuti'] } as const;
  expect(await source.find(query, bench.context(source))).toMatchObject([
    { id: 'fela', aliases: { creators: ['Fẹlá', 'Fela Anikulapo Kuti', 'Fela Kuti'] } },
  ]);
});
