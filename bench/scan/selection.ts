/**
 * What one album of 6 files costs in a catalogue of many: a scan of that folder alone, beside the same scan in a
 * catalogue that knows nothing else.
 *
 *   node bench/scan/selection.ts [--albums 100000] [--store sqlite|postgres]
 *
 * `asked` are the catalogue's calls. One JSON line.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Catalogue,
  type CatalogueFile,
  createMemoryState,
  type OriginContext,
  systemClock,
} from '@earmark/core';
import { createFileLibrary } from '@earmark/library';
import { createPostgresStore } from '@earmark/postgres';
import { createSqliteStore } from '@earmark/store';
import { createTestServer } from '../../packages/postgres/src/__tests__/server.ts';
import { ratio, withScratch } from './scan.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '100000' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const albums = Number(values.albums);
const tracks = 6;
const albumsAtOnce = 500;

await withScratch(async (scratch) => {
  const folder = join(scratch, 'music');
  mkdirSync(join(folder, 'Artist/One'), { recursive: true });
  for (let track = 1; track <= tracks; track++)
    writeFileSync(join(folder, `Artist/One/${track}.mp3`), '');
  const state = join(scratch, 'state');
  await using server = values.store === 'postgres' ? await createServer() : undefined;
  const store = server
    ? createPostgresStore({ folder: state, url: server.url })
    : createSqliteStore({ folder: state });
  const alone = await scanOne((await store.account('alone')).catalogue, folder);
  const { catalogue } = await store.account('many');
  for (let from = 0; from < albums; from += albumsAtOnce)
    await catalogue.apply({
      put: Array.from({ length: albumsAtOnce }, (_, at) => filesOf(from + at)).flat(),
    });
  const among = await scanOne(catalogue, folder);
  await store.close();
  console.log(
    JSON.stringify({
      bench: 'scan-selection',
      store: values.store,
      albums,
      ms: Math.round(among.ms),
      toAlone: ratio(among.ms / alone.ms),
      asked: among.asked,
      askedAlone: alone.asked,
    }),
  );
});

async function createServer() {
  const { url, remove } = await createTestServer();
  return { url, [Symbol.asyncDispose]: remove };
}

/** The second scan, which finds what the first wrote. */
async function scanOne(catalogue: Catalogue, folder: string) {
  let asked = 0;
  const counted = new Proxy(catalogue, {
    get(target, name, self) {
      asked++;
      return Reflect.get(target, name, self);
    },
  });
  const library = createFileLibrary({ roots: { bench: folder }, only: ['Artist/One'] });
  await library.scan(contextOf(counted));
  asked = 0;
  const startedAt = performance.now();
  const { files } = await library.scan(contextOf(counted));
  if (files !== tracks) throw new Error(`${files} files were found instead of ${tracks}`);
  return { ms: performance.now() - startedAt, asked };
}

function filesOf(album: number): readonly CatalogueFile[] {
  return Array.from({ length: tracks }, (_, track) => ({
    id: `${album}-${track}`,
    root: 'bench',
    path: `Artist ${album % 10_000}/Album ${album}/${track}.mp3`,
    size: 1,
    mtimeNs: '1',
    inode: `${album}-${track}`,
    fields: {},
    complete: true,
    pictures: 0,
    chapters: 0,
  }));
}

function contextOf(catalogue: Catalogue): OriginContext {
  const silent = () => undefined;
  const offline = async () => {
    throw new Error('a scan has no business on the network');
  };
  return {
    account: 'default',
    catalogue,
    clock: systemClock,
    reader: {
      extensions: new Set(['.mp3']),
      async *read(paths) {
        for await (const path of paths)
          yield { path, ok: false, fault: { code: 'malformed', message: 'empty' } };
      },
    },
    http: { json: offline, request: offline },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    report: { progress: silent, failed: silent, unread: silent, expect: silent },
    roots: {},
    signal: new AbortController().signal,
    state: createMemoryState(),
  };
}
