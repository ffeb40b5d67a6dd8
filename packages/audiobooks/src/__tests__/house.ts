import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createAbsOrigin, createAbsShelf, createAbsSink } from '@earmark/abs';
import {
  createEarmark,
  createMemoryStore,
  type Download,
  type Downloader,
  EarmarkError,
  type Pipeline,
  type Records,
  type Source,
  type Store,
  tap,
} from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { createMamFinder } from '@earmark/mam';
import {
  createAbsStandIn,
  createFakeClock,
  createMamStandIn,
  createTempFolder,
  type MamStandInOptions,
  type ShelfBook,
} from '@earmark/testkit';
import { type AudiobooksOptions, createAudiobooks } from '../index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const syntheticTorrent = {
  id: 777,
  title: 'Edgedancer (Unabridged) [m4b]',
  author_info: '{"1":"Brandon Sanderson"}',
  narrator_info: '{"2":"Kate Reading"}',
  series_info: '{"4":["The Stormlight Archive","2.5"]}',
  lang_code: 'ENG',
  size: '2000',
  seeders: 9,
  free: 1,
  filetype: 'm4b',
  tags: 'unabridged',
  isbn: 'ASIN:B01N5AX61W',
  mediainfo: '{"General":{"Duration":"3600"}}',
};

export interface HouseOptions {
  readonly books?: readonly Partial<ShelfBook>[];
  readonly files?: Readonly<Record<string, string>>;
  readonly sources?: readonly Source[];
  readonly site?: Partial<MamStandInOptions>;
  readonly audiobooks?: Partial<AudiobooksOptions>;
}

/** A site, a download client, a library's server and its folder, and a switch that kills the process at any call. */
export async function createHouse(options: HouseOptions = {}) {
  const folder = await createTempFolder();
  const clock = createFakeClock({ auto: true });
  const files = options.files ?? {
    'Edgedancer/Edgedancer.m4b': 'sound',
    'Edgedancer/cover.jpg': 'c',
  };
  const site = await createMamStandIn({
    session: 'synthetic-session',
    torrents: [syntheticTorrent],
    user: { unsat: { count: 0, limit: 50 }, uploaded_bytes: 1e9, downloaded_bytes: 1e6 },
    file: () => Buffer.from('d4:infod4:name1:xee'),
    ...options.site,
  });
  const server = await createAbsStandIn({ token: 'synthetic-token', books: options.books ?? [] });
  const client = createClient(join(folder.path, 'downloads'), files);
  const library = join(folder.path, 'library');
  await mkdir(library);
  const kill = createKill();
  const kept = createMemoryStore({ clock });
  const store: Store = {
    ...kept,
    account: kept.account.bind(kept),
    async shared() {
      const shared = await kept.shared();
      return Object.assign(Object.create(shared), shared, { records: kill.guard(shared.records) });
    },
  };
  const abs = { baseUrl: server.baseUrl, token: 'synthetic-token', paths: { '/books': library } };

  /** A new process on the same state. */
  async function start() {
    kill.revive();
    const origin = createAbsOrigin(abs);
    const audiobooks = createAudiobooks({
      finders: [createMamFinder({ mamId: 'synthetic-session', baseUrl: site.baseUrl })],
      downloader: kill.guard(client.plugin),
      origin,
      shelf: createAbsShelf(abs),
      library: { folder: library },
      ...options.audiobooks,
    });
    const earmark = await createEarmark({
      store,
      clock,
      log: quiet,
      sources: options.sources ?? [],
      policies: [createBookPolicy()],
      sinks: [createAbsSink(abs)],
      http: { timeoutMs: 20_000, retry: { retries: 0 } },
    });
    async function run<T>(pipeline: Pipeline<T>) {
      const items: T[] = [];
      const result = await earmark.run(pipeline.pipe(tap((item: T) => void items.push(item)))).done;
      return { items, result };
    }
    return { audiobooks, earmark, run };
  }
  return {
    folder,
    library,
    clock,
    site,
    server,
    client,
    kill,
    kept,
    start,
    async [Symbol.asyncDispose]() {
      await site.close();
      await server.close();
      await folder.remove();
    },
  };
}

/** Dies at the so-many-th call, before or after it did what it was asked; from then on nothing works. */
function createKill() {
  let [calls, at, after, dead] = [0, 0, false, false];
  const killed = () => new EarmarkError('internal', 'killed');
  return {
    get calls() {
      return calls;
    },
    get happened() {
      return dead;
    },
    arm(call: number, afterwards: boolean) {
      [calls, at, after] = [0, call, afterwards];
    },
    revive() {
      [at, dead] = [0, false];
    },
    guard<T extends Records | Downloader>(whole: T): T {
      return new Proxy(whole, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return async (...given: unknown[]) => {
            if (dead) throw killed();
            calls += 1;
            const dies = calls === at;
            if (dies && !after) dead = true;
            if (dead) throw killed();
            const answer: unknown = await value.apply(target, given);
            if (dies) dead = true;
            if (dead) throw killed();
            return answer;
          };
        },
      });
    },
  };
}

/** Takes a torrent, and has it whole when told so. */
function createClient(folder: string, files: Readonly<Record<string, string>>) {
  const downloads = new Map<string, Download>();
  let [added, whole] = [0, false];
  const id = 'a'.repeat(40);
  const plugin: Downloader = {
    spec: 1,
    kind: 'downloader',
    name: 'client',
    async add(_, { category, tags }) {
      const known = downloads.get(id);
      if (known) return known;
      added += 1;
      const fresh: Download = {
        id,
        hashes: [id],
        name: 'Edgedancer',
        state: 'loading',
        progress: 0,
        sizeBytes: 6,
        category,
        tags,
        folder,
        seededSeconds: 0,
      };
      downloads.set(id, fresh);
      return fresh;
    },
    find: async (by) =>
      [...downloads.values()].filter((one) =>
        'tag' in by ? one.tags.includes(by.tag) : by.ids.includes(one.id),
      ),
    filesOf: async () => [],
    async completion() {
      if (!whole) return { complete: false, stuck: false, reason: 'it is loading' };
      const list = [];
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        list.push({ name, path, sizeBytes: Buffer.byteLength(text), wanted: true });
      }
      return { complete: true, folder, files: list };
    },
    start: async () => undefined,
    stop: async () => undefined,
    async remove(download) {
      downloads.delete(download);
    },
  };
  return {
    plugin,
    downloads,
    get added() {
      return added;
    },
    async finish() {
      whole = true;
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
    },
  };
}
