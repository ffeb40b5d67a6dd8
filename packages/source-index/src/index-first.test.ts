import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, Query, Source } from '@earmark/core';
import { createPluginBench, createTempFolder, type TempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  buildIndex,
  createIndexFirstSource,
  createIndexSource,
  type IndexRecord,
  linesOf,
  openDump,
} from './index.ts';

let temp: TempFolder;
let file: string;
beforeEach(async () => {
  temp = await createTempFolder();
  file = join(temp.path, 'index.db');
});
afterEach(() => temp.remove());

const genre = (value: string) =>
  ({ field: 'genre', value, strength: 1, level: 'release-group' }) as const;
const kindOfBlue: IndexRecord = {
  kind: 'album',
  id: 'a',
  title: 'Kind of Blue',
  creators: ['Miles Davis'],
  ids: { own: 'a' },
  claims: [genre('Modal Jazz')],
};

/** A service that knows one newer album, and how often it was asked. */
function createLive() {
  const asked: string[] = [];
  const newer: Candidate = { id: 'b', title: 'Newer', creators: ['Miles Davis'], claims: [] };
  const live: Source = {
    spec: 1,
    kind: 'source',
    name: 'service',
    weight: 0.9,
    answers: ['album'],
    hosts: { 'service.example': { requests: 1, perMs: 1000 } },
    async find({ title }) {
      asked.push(title);
      return title === 'Newer' ? [newer] : [];
    },
    async describe(candidate) {
      asked.push(candidate.id);
      return { ...candidate, claims: [genre('Jazz')] };
    },
  };
  return { live, asked };
}

async function build(album: IndexRecord = kindOfBlue) {
  const path = join(temp.path, 'dump');
  await writeFile(path, JSON.stringify(album));
  await buildIndex({
    file,
    source: 'test',
    dumps: [
      {
        path,
        texts: (onRead) => linesOf(openDump(path, { onRead }), path),
        parse: (text) => JSON.parse(text) as IndexRecord,
      },
    ],
  });
}

async function ask(live?: Source) {
  const bench = await createPluginBench();
  const index = createIndexSource({
    name: 'own-index',
    file,
    weight: 0.5,
    ids: { own: (id) => id },
  });
  const source = createIndexFirstSource({ index, live });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  const ctx = bench.context(source);
  const lookUp = async (title: string, more: Partial<Query> = {}) => {
    const query: Query = { kind: 'album', title, creators: ['Miles Davis'], ...more };
    const [candidate] = await source.find(query, ctx);
    return candidate && source.describe?.(candidate, ctx);
  };
  return { source, ctx, lookUp };
}

test('the service is asked about what the index does not have, and about nothing else', async () => {
  await build();
  const { live, asked } = createLive();
  const { source, lookUp } = await ask(live);
  expect(source).toMatchObject({ name: 'service', weight: 0.9, hosts: live.hosts, files: [file] });
  expect(await lookUp('Kind of Blue (Legacy Edition)')).toMatchObject({
    id: 'a',
    claims: [genre('Modal Jazz')],
  });
  expect(await lookUp('Another Title', { ids: { own: 'a' } })).toMatchObject({ id: 'a' });
  expect(asked).toEqual([]);
  expect(await lookUp('Newer')).toMatchObject({ id: 'b', claims: [genre('Jazz')] });
  expect(asked).toEqual(['Newer', 'b']);
});

test('a title of another sign is not what was asked for', async () => {
  await build({ ...kindOfBlue, title: '+ (Deluxe)' });
  const { live, asked } = createLive();
  const { lookUp } = await ask(live);
  expect(await lookUp('\u00f7 (Deluxe)')).toBeUndefined();
  expect(asked).toEqual(['\u00f7 (Deluxe)']);
  expect(await lookUp('+')).toMatchObject({ id: 'a' });
  expect(asked).toHaveLength(1);
});

test('what the service does not have either is left to the wide search of the index', async () => {
  await build();
  const { live, asked } = createLive();
  const { lookUp } = await ask(live);
  expect(await lookUp('Kind of Blues')).toMatchObject({ id: 'a' });
  expect(asked).toEqual(['Kind of Blues']);
});

test('an index that is not built yet is passed by, and told by the check', async () => {
  const { live } = createLive();
  const { source, ctx, lookUp } = await ask(live);
  expect(await lookUp('Newer')).toMatchObject({ claims: [genre('Jazz')] });
  expect(await source.check?.(ctx)).toMatchObject([
    { level: 'ok', text: expect.stringContaining(file) },
  ]);
});

test('without a service the index answers alone, and says where it is missing', async () => {
  await expect((await ask()).lookUp('Newer')).rejects.toMatchObject({ code: 'io' });
  await build();
  const { source, lookUp } = await ask();
  expect(source).toMatchObject({ name: 'own-index', weight: 0.5 });
  expect(source.hosts).toBeUndefined();
  expect(await lookUp('Kind of Blue')).toMatchObject({ id: 'a' });
});

test('a service that fails has failed: the index makes no answer of it', async () => {
  await build();
  const { live } = createLive();
  const { lookUp } = await ask({
    ...live,
    find: async () => Promise.reject(new Error('no network')),
  });
  await expect(lookUp('Newer')).rejects.toThrow('no network');
});
