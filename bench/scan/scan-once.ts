/** One scan, without the process's start: `scan-once.ts <folder> <state folder> tags|none`. */
import { basename, dirname, extname } from 'node:path';
import { type OriginContext, systemClock, type TagReader } from '../../packages/core/src/index.ts';
import { createFileLibrary } from '../../packages/library/src/index.ts';
import { createSqliteStore } from '../../packages/store/src/index.ts';
import { createTagReader } from '../../packages/tags/src/index.ts';
import { createId3Format } from '../../packages/tags-id3/src/index.ts';
import { createTaglibFormat } from '../../packages/tags-taglib/src/index.ts';
import { createXiphFormat } from '../../packages/tags-xiph/src/index.ts';

const [folder = '', state = '', kind] = process.argv.slice(2);
const store = createSqliteStore({ folder: state });
const { catalogue } = await store.account('default');
const formats = [createId3Format(), createXiphFormat(), createTaglibFormat()];
const tags = createTagReader({ formats, workers: 2 });
const silent = () => undefined;
const offline = async () => {
  throw new Error('a scan has no business on the network');
};
const ctx: OriginContext = {
  account: 'default',
  catalogue,
  clock: systemClock,
  reader: kind === 'tags' ? tags : createPathReader(tags.extensions),
  http: { json: offline, request: offline },
  log: { debug: silent, info: silent, warn: silent, error: silent },
  report: { progress: silent, failed: silent },
  roots: {},
  signal: new AbortController().signal,
  state: { get: async () => undefined, set: async () => undefined },
};
const library = createFileLibrary({ roots: { bench: folder } });
const cpu = process.cpuUsage();
const started = performance.now();
const counts = await library.scan(ctx);
const ms = performance.now() - started;
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    ms,
    cpuMs: (user + system) / 1000,
    counts,
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
await tags.close();
await store.close();

/** Tags as the path says them, about as many as real ones, without opening a file. */
function createPathReader(extensions: ReadonlySet<string>): TagReader {
  return {
    extensions,
    async *read(paths) {
      for await (const path of paths) {
        const [artist, album] = [basename(dirname(dirname(path))), basename(dirname(path))];
        const fields = {
          title: [basename(path, extname(path))],
          artist: [artist],
          albumartist: [artist],
          album: [album],
          track: [String(Number.parseInt(basename(path), 10) || 1)],
          date: ['2001'],
          year: ['2001'],
          genre: ['Rock', 'Indie Rock'],
          musicbrainz_albumid: [album],
          comment: ['made up'],
        };
        const durationSeconds = 200 + (path.length % 50);
        const read = { fields, complete: true, durationSeconds, pictures: 1, chapters: 0 };
        yield { path, ok: true, format: 'made-up', tags: read };
      }
    },
  };
}
