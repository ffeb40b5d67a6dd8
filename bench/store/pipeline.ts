/**
 * What a run costs beside its sources and files: subjects that are made up go through enrich, decide and a dry
 * `apply` into the SQLite store, answered at once.
 *
 *   node --expose-gc bench/store/pipeline.ts [--subjects 30000] [--targets 1] [--runs 1] [--state <folder>]
 *
 * One JSON line. `first` and `last` are the first and the last tenth, in subjects a second and in processor time
 * for one of them; `ratio` is the first one's processor time over the last one's: 1 where the size of the tables
 * costs nothing. A second run (`--runs 2`) decides the same subjects again. `heapPeakMb` is what was reachable at
 * its highest, asked after collecting garbage.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  albums,
  apply,
  createEarmark,
  decide,
  enrich,
  type Origin,
  type Policy,
  type Sink,
  type Source,
  type Subject,
} from '@earmark/core';
import { createSqliteStore } from '@earmark/store';

const { values } = parseArgs({
  options: {
    subjects: { type: 'string', default: '30000' },
    targets: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    state: { type: 'string' },
  },
});
const count = Number(values.subjects);
const genres = ['Jazz', 'Techno', 'Folk', 'Punk', 'Soul'];
const tracks = Number(values.targets);

function subjectOf(index: number): Subject {
  const creators = [`Artist ${index % 5000}`];
  const title = `Album ${index}`;
  const album = [title];
  const folder = `${creators[0]}/${title}`;
  return {
    kind: 'album',
    id: index.toString().padStart(26, '0'),
    title,
    creators,
    year: 1960 + (index % 60),
    tracks: Array.from({ length: tracks }, (_, at) => ({
      disc: 1,
      position: at + 1,
      title: `Track ${at + 1} of ${title}`,
      durationSeconds: 200 + at,
    })),
    targets: Array.from({ length: tracks }, (_, at) => ({
      sink: 'shelf',
      id: `music:${folder}/${at + 1}.flac`,
      fields: { title: [`Track ${at + 1}`], artist: creators, album, genre: ['Other'] },
    })),
  };
}

const plugin = { spec: 1 as const, name: 'shelf' };
const origin: Origin = {
  ...plugin,
  kind: 'origin',
  async *subjects({ report }) {
    report.expect(count);
    for (let index = 0; index < count; index++) yield subjectOf(index);
  },
  get: async () => undefined,
};
const source: Source = {
  ...plugin,
  kind: 'source',
  answers: ['album'],
  async find({ title, creators }) {
    const value = genres[title.length % genres.length] ?? 'Jazz';
    const claims = [{ field: 'genre', value, strength: 1, level: 'release' as const }];
    return [{ id: title, title, creators, claims }];
  },
};
const policy: Policy = {
  ...plugin,
  kind: 'policy',
  fields: ['genre'],
  propose: ({ matches }) =>
    matches.map(({ candidate }) => ({
      field: 'genre',
      after: candidate.claims.map(({ value }) => value),
      belief: 1,
      reasons: [{ what: 'it says so', contribution: 1 }],
    })),
};
const never = async () => {
  throw new Error('a dry run writes nothing');
};
const sink: Sink = {
  ...plugin,
  kind: 'sink',
  async plan(change) {
    const id = randomUUID();
    const after = change.kind === 'fields' ? (change.set.genre ?? []) : [];
    const diff = [{ field: 'genre', before: ['Other'], after }];
    return { id, change, diff, fingerprint: `${change.target.length}` };
  },
  apply: never,
  inspect: never,
  revert: never,
};

const folder = mkdtempSync(join(values.state ?? tmpdir(), 'earmark-bench-'));
const earmark = await createEarmark({
  store: createSqliteStore({ folder }),
  sources: [source],
  policies: [policy],
  sinks: [sink],
});
let heapPeak = 0;
/** Processor time in milliseconds, of the whole process: other work on the machine does not count. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function tag() {
  let done = 0;
  const tenths: { readonly at: number; readonly cpu: number }[] = [];
  const mark = () => tenths.push({ at: performance.now(), cpu: spent() });
  async function* measured(items: AsyncIterable<unknown>) {
    mark();
    for await (const item of items) {
      done += 1;
      if (done % Math.ceil(count / 10) === 0) {
        mark();
        globalThis.gc?.();
        heapPeak = Math.max(heapPeak, process.memoryUsage().heapUsed);
      }
      yield item;
    }
  }
  const { outcome, counts } = await earmark.run(
    albums(origin)
      .pipe(enrich())
      .pipe(decide())
      .pipe(apply({ dryRun: true }))
      .pipe(measured),
  ).done;
  assert.equal(outcome, 'completed');
  assert.deepEqual([counts.subjects, counts.planned], [count, count * tracks]);
  return tenths.slice(1).map(({ at, cpu }, tenth) => {
    const before = tenths[tenth] ?? { at, cpu };
    const each = count / 10;
    return {
      perSecond: Math.round((each / (at - before.at)) * 1000),
      cpuUs: Math.round(((cpu - before.cpu) / each) * 1000),
    };
  });
}

const runs: Awaited<ReturnType<typeof tag>>[] = [];
for (let run = 0; run < Number(values.runs); run++) runs.push(await tag());
await earmark.close();

const all = runs.flat();
const [first, last] = [all[0], all.at(-1)];
assert.ok(first && last);
console.log(
  JSON.stringify({
    bench: 'pipeline',
    subjects: count,
    first,
    last,
    ratio: Number((first.cpuUs / last.cpuUs).toFixed(2)),
    perSecond: runs.map((tenths) => tenths.map(({ perSecond }) => perSecond)),
    cpuUs: runs.map((tenths) => tenths.map(({ cpuUs }) => cpuUs)),
    heapPeakMb: Math.round(heapPeak / 1024 / 1024),
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    databaseMb: Math.round(statSync(join(folder, 'default', 'earmark.db')).size / 1024 / 1024),
  }),
);
rmSync(folder, { recursive: true });
