/**
 * Offline indexes: how fast one is built from dumps, how large it gets, and how many albums a second it answers, from
 * `find` over `describe` to core's `rank`, on one core. The dumps are made here, in the true format. Building is a
 * ratio to merely unpacking and cutting the same dump; the answers are checked.
 *
 *   node bench/index/index.ts [--albums 1000000] [--source musicbrainz|discogs] [--lookups 2000]
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createMemoryState,
  type Logger,
  type PluginContext,
  type Query,
  rank,
  type Source,
  systemClock,
} from '@earmark/core';
import { buildDiscogsIndex, createDiscogsIndexSource } from '@earmark/source-discogs/index';
import { linesOf, openDump } from '@earmark/source-index';
import {
  buildMusicBrainzIndex,
  createMusicBrainzIndexSource,
} from '@earmark/source-musicbrainz/index';
import { uuidOf, type Work, workOf, writeDiscogsDump, writeMusicBrainzDumps } from './dumps.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '1000000' },
    source: { type: 'string', default: 'musicbrainz' },
    lookups: { type: 'string', default: '2000' },
  },
});
const albums = Number(values.albums);
const lookups = Number(values.lookups);
const isDiscogs = values.source === 'discogs';

const folder = await mkdtemp(join(tmpdir(), 'earmark-index-'));
try {
  const dumps = isDiscogs
    ? [await writeDiscogsDump(folder, albums)]
    : await writeMusicBrainzDumps(folder, albums);
  const file = join(folder, 'index.db');
  const unpackMs = await took(async () => {
    for (const dump of dumps)
      for await (const _line of linesOf(
        openDump(dump, { entry: isDiscogs ? '' : entryOf(dump) }),
        dump,
      ));
  });
  let peak = 0;
  const onProgress = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const buildMs = await took(() =>
    isDiscogs
      ? buildDiscogsIndex({ dumps, file, onProgress })
      : buildMusicBrainzIndex({ dumps, file, onProgress }),
  );
  const source = isDiscogs
    ? createDiscogsIndexSource({ file })
    : createMusicBrainzIndexSource({ file });
  const { right, asked, cpuMs } = await lookUp(source);
  await source.close?.();
  const { size } = await stat(file);
  const figures = {
    source: values.source,
    albums,
    rowsPerSecond: Math.round(albums / (buildMs / 1000)),
    timesUnpacking: round(buildMs / unpackMs),
    megabytesPerMillion: Math.round(size / 1e6 / (albums / 1e6)),
    peakMegabytes: Math.round(peak / 1e6),
    albumsPerSecond: Math.round(asked / (cpuMs / 1000)),
    foundFirst: round(right / asked),
  };
  process.stdout.write(`${JSON.stringify({ bench: 'index', ...figures })}\n`);
  if (right / asked < 0.95) throw new Error(`only ${right} of ${asked} were found first`);
} finally {
  await rm(folder, { recursive: true });
}

function entryOf(dump: string): string {
  return dump.includes('artist') ? 'mbdump/artist' : 'mbdump/release-group';
}
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
/** In processor time of this process, as other work on the machine only ever slows one down. */
async function took(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** As people's tags are: in capitals, with an edition in brackets, or without the artist's second name. */
function queryOf({ title, artist, year }: Work, number: number): Query {
  const kind = 'album';
  if (number % 4 === 1) return { kind, title: title.toUpperCase(), creators: [artist], year };
  if (number % 4 === 2) return { kind, title: `${title} (Deluxe Edition)`, creators: [artist] };
  if (number % 4 === 3) return { kind, title, creators: [`${artist} & Friends`], year };
  return { kind, title, creators: [artist], year };
}

async function lookUp(source: Source) {
  const silent = () => undefined;
  const log: Logger = { debug: silent, info: silent, warn: silent, error: silent };
  const refused = () => Promise.reject(new Error('no network'));
  const ctx: PluginContext = {
    account: 'default',
    http: { json: refused, request: refused },
    log,
    clock: systemClock,
    state: createMemoryState(),
    roots: {},
    signal: new AbortController().signal,
  };
  let right = 0;
  const lookUpOne = async (number: number) => {
    const work = workOf(Math.floor((number * albums) / lookups));
    const query = queryOf(work, number);
    const candidates = await source.find(query, ctx);
    const [first] = rank({ source: source.name, weight: 0.85, query, candidates });
    if (first === undefined) return;
    const described = await source.describe?.(first.candidate, ctx);
    const { title, artist } = workOf(work.number);
    const wanted = isDiscogs ? `master/${work.number + 1}` : uuidOf(1, work.number);
    const same = first.candidate.title === title && first.candidate.creators[0] === artist;
    if (described?.id === wanted || same) right += 1;
  };
  const cpuMs = await took(async () => {
    for (let number = 0; number < lookups; number += 1) await lookUpOne(number);
  });
  return { right, asked: lookups, cpuMs };
}
