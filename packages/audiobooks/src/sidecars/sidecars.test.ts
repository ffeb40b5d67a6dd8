import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lease, Subject } from '@earmark/core';
import { createPluginBench, createTempFolder, sinkSuite } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { createSidecarPolicy, createSidecarSink } from '../index.ts';
import { jsonFormat } from './json.ts';
import { opfFormat } from './opf.ts';

const everything = {
  title: ['Dune & "Sons"'],
  subtitle: ['A <Novel>'],
  artists: ['Frank Herbert', 'Ann Other'],
  narrator: ['Scott Brick'],
  series: ['Dune', 'Saga'],
  seriespart: ['1', ''],
  genre: ['Fantasy', 'Epic'],
  tag: ['a'],
  year: ['1965'],
  publisher: ['Ace'],
  description: ['Sand; &amp; spice'],
  isbn: ['9780756404079'],
  asin: ['B002V1OF70'],
  language: ['English'],
  explicit: ['1'],
  abridged: ['1'],
};
const others = Object.fromEntries(
  Object.entries(everything).map(([field, values]) => [field, values.map((one) => `${one} B`)]),
);
const otherSet = { ...others, seriespart: ['2', '3'], explicit: [], abridged: [] };

async function setup(file: string, text?: string) {
  const folder = await createTempFolder();
  const path = await folder.write(`Dune/${file}`, text ?? '');
  if (text === undefined) await folder.write('Dune/dune.m4b', '');
  const bench = await createPluginBench();
  const sink = createSidecarSink({ write: ['json', 'opf'] });
  const ctx = { ...bench.context(sink), roots: { books: folder.path } };
  const snapshot = () => readFile(path, 'utf8').catch(() => 'none');
  return {
    ...{ folder, path, sink, ctx, snapshot },
    target: `books:Dune/${file}`,
    async [Symbol.asyncDispose]() {
      await bench.close();
      await folder.remove();
    },
  };
}

describe.each([
  ['metadata.json', '{\n  "chapters": [1],\n  "title": "Old"\n}'],
  ['metadata.opf', opfFormat.write({ title: ['Old'] }, undefined)],
] as const)('%s', (file, text) => {
  sinkSuite({ test }, async () => {
    const it = await setup(file, text);
    return {
      ...it,
      set: everything,
      otherSet,
      tamper: () => writeFile(it.path, text.replace('Old', 'Tampered')),
    };
  });
});

test('both formats give back what they were given; keys of others stay', () => {
  for (const format of [jsonFormat, opfFormat])
    expect(format.read(format.write(everything, undefined))).toEqual(everything);
  const kept = jsonFormat.write({ title: ['New'] }, '{"chapters":[{"id":0}],"title":"Old"}');
  expect(JSON.parse(kept)).toEqual({ chapters: [{ id: 0 }], title: 'New' });
});

const book = (targets: Subject['targets']): Subject => ({
  kind: 'book',
  id: 'b',
  title: 'Dune',
  creators: ['Frank Herbert'],
  targets,
});

test('a book has the sidecars that are wanted; one that somebody else wrote is left alone', async () => {
  await using it = await setup('metadata.opf', '<package>by Calibre</package>');
  const fields = { narrator: ['Scott Brick'], date: ['1965-08-01'] };
  const files = ['Dune/CD 1/1.mp3', 'Dune/CD 2/1.mp3'].map((path) => ({
    sink: 'tags',
    id: `books:${path}`,
    fields,
  }));
  const targets = await it.sink.targetsOf?.(book(files), it.ctx);
  expect(targets).toEqual([{ sink: 'sidecars', id: 'books:Dune/metadata.json', fields: {} }]);
  const plan = it.sink.plan({ kind: 'fields', target: it.target, set: { title: ['x'] } }, it.ctx);
  await expect(plan).rejects.toMatchObject({ code: 'unsupported' });

  const proposals = createSidecarPolicy().propose({
    subject: book([...files, ...(targets ?? [])]),
    ...{ matches: [], silent: [], hints: [], locked: [], rejected: [], pinned: {} },
  });
  expect(Object.fromEntries(proposals.map(({ field, after }) => [field, after]))).toEqual({
    title: ['Dune'],
    artists: ['Frank Herbert'],
    narrator: ['Scott Brick'],
    year: ['1965'],
  });
});

test('a new sidecar appears whole, and undo takes it away', async () => {
  await using it = await setup('metadata.json');
  const target = 'books:Dune/metadata.opf';
  const lease = { confirm: async () => undefined } as Lease;
  const ctx = { ...it.ctx, lease };
  const plan = await it.sink.plan({ kind: 'fields', target, set: everything }, ctx);
  const receipt = await it.sink.apply(plan, ctx);
  const path = join(it.folder.path, 'Dune/metadata.opf');
  expect(opfFormat.read(await readFile(path, 'utf8'))).toEqual(everything);
  await it.sink.revert(receipt, ctx);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});
