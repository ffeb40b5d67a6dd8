/**
 * What lists cost at 100,000 albums with 1.2 million files: each query of the read model, after the migration of a
 * database of that size from the version before it.
 *
 *   node bench/store/browse.ts [--albums 100000] [--files 12] [--rounds 30] [--store sqlite|postgres]
 *
 * One JSON line for each query (`p50` and `p95` in milliseconds by the clock, `cpu95` of this process, which on SQLite
 * is all of it; each round with other values; `first`: the first time, before its counts are kept) and one for the migration. PostgreSQL is a server of its own, on loopback, where its programs are installed.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import type { AlbumQuery, Browse } from '@earmark/core';
import { openPostgres } from './browse-postgres.ts';
import { openSqlite } from './browse-sqlite.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '100000' },
    files: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '30' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const albums = Number(values.albums);
const rounds = Number(values.rounds);
const name = values.store;
const shelf = { albums, filesPerAlbum: Number(values.files) };

const opened = await (name === 'postgres' ? openPostgres : openSqlite)(shelf);
const line = (what: string, more: object) =>
  console.log(JSON.stringify({ bench: 'browse', store: name, what, ...more }));
try {
  const { store, migrationMs, migrationCpuMs, steps } = opened;
  line('migration', {
    albums,
    files: albums * shelf.filesPerAlbum,
    ms: Math.round(migrationMs),
    cpuMs: Math.round(migrationCpuMs),
    steps,
  });
  const { browse } = await store.account('bench');
  const { total } = await browse.albums({ limit: 1, count: true });
  assert.equal(total, albums);
  for (const [what, ask] of Object.entries(questions(browse))) {
    const asked = performance.now();
    await ask(0);
    const first = rounded(performance.now() - asked);
    const [wall, processor]: [number[], number[]] = [[], []];
    for (let round = 1; round <= rounds; round++) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      await ask(round);
      wall.push(performance.now() - start);
      const { user, system } = process.cpuUsage(before);
      processor.push((user + system) / 1000);
    }
    line(what, {
      first,
      p50: share(wall, 0.5),
      p95: share(wall, 0.95),
      cpu95: share(processor, 0.95),
    });
  }
} finally {
  await opened.close();
}

function questions(browse: Browse): Readonly<Record<string, (round: number) => Promise<unknown>>> {
  const letters = ['amb', 'bri', 'cin', 'del', 'emb', 'fal', 'gar', 'har', 'iri', 'jun'];
  const genres = ['Rock', 'Jazz', 'Ambient', 'Krautrock', 'Hip Hop', 'Folk'];
  const of = (list: readonly string[], round: number) => list[round % list.length] ?? '';
  const list = (query: (round: number) => AlbumQuery) => (round: number) =>
    browse.albums(query(round));
  const sorts = [
    'title',
    'creator',
    'year',
    'added',
    'changed',
    'confidence',
    'health',
    'folder',
  ] as const;
  const lastPage = albums - 50;
  return {
    ...Object.fromEntries(
      sorts.flatMap((sort) => [
        [`albums by ${sort}`, list(() => ({ sort }))],
        [`albums by ${sort}, last page`, list((round) => ({ sort, offset: lastPage - round }))],
      ]),
    ),
    'albums, a page in the middle by cursor': async () => {
      const { next = '' } = await browse.albums({ offset: albums / 2, limit: 1 });
      await browse.albums({ after: next });
    },
    'three letters': list((round) => ({ text: of(letters, round) })),
    'three letters, by year down': list((round) => ({
      text: of(letters, round),
      sort: 'year',
      descending: true,
    })),
    'one letter': list((round) => ({ text: of(letters, round).slice(0, 1) })),
    'a rare word': list((round) => ({ text: (round * 7919 * 11).toString(16) })),
    'two words, counted': list((round) => ({
      text: `${of(letters, round)} ${of(letters, round + 3)}`,
      count: true,
    })),
    genre: list((round) => ({ genre: of(genres, round) })),
    'genre, counted': list((round) => ({ genre: of(genres, round), count: true })),
    'genre and years, by confidence': list((round) => ({
      genre: of(genres, round),
      years: [1970, 1980],
      sort: 'confidence',
    })),
    state: list((round) => ({ state: of(['review', 'manual', 'changed'], round) as 'review' })),
    'band and format, by change down': list(() => ({
      band: 'review',
      format: 'mp3',
      sort: 'changed',
      descending: true,
    })),
    'confidence between': list(() => ({ confidence: [0.4, 0.42] })),
    'all counted': list(() => ({ limit: 1, count: true })),
    'facets of all': () => browse.facets({}, ['genre', 'year', 'format', 'band', 'state']),
    'facet of all creators': () => browse.facets({}, ['creator']),
    'facets of a genre': (round) =>
      browse.facets({ genre: of(genres, round) }, ['genre', 'year', 'format']),
    'facets of a rare search': (round) =>
      browse.facets({ text: `${of(letters, round)} ${round}` }, ['genre', 'year']),
    'histogram of all': () => browse.histogram(),
    'histogram of a search': (round) =>
      browse.histogram({ text: `${of(letters, round)} ${round}` }),
    'files by path': () => browse.files({}),
    'files by path, last page': (round) =>
      browse.files({ offset: albums * shelf.filesPerAlbum - 50 - round }),
    'files by size': () => browse.files({ sort: 'size', descending: true }),
    'files of three letters': (round) => browse.files({ text: of(letters, round) }),
    decisions: () => browse.decisions({}),
    'decisions of a band': () => browse.decisions({ band: 'review', since: 1767225600000 }),
    reviews: () => browse.reviews({ status: 'pending' }),
    'reviews of three letters': (round) =>
      browse.reviews({ status: 'pending', text: of(letters, round) }),
    receipts: () => browse.receipts({}),
    runs: () => browse.runs({}),
  };
}

function share(times: number[], part: number): number {
  times.sort((left, right) => left - right);
  return rounded(times[Math.floor(times.length * part)] ?? 0);
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
