/**
 * The main job against services that answer as slowly and as seldom as real ones do, on the real clock: requests an
 * album, albums a minute, and how much of the allowed rate is used. Then the same again from the answers on disk, with
 * three sources of different limits, and with one that dies in the middle. One JSON object a line.
 *
 *   node bench/online/tag.ts [--albums 60] [--artists 20] [--short 24] [--rate 1]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  albums,
  apply,
  type Clock,
  createEarmark,
  type Decision,
  decide,
  type EnrichOptions,
  enrich,
  type Source,
  systemClock,
} from '@earmark/core';
import { createGenrePolicy } from '@earmark/genres';
import { createFileLibrary } from '@earmark/library';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import { createSqliteCache, createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { createReplayServer, type ReplayCall } from '@earmark/testkit';
import { formats } from '../formats.ts';
import { makeLibrary } from './library.ts';
import { musicbrainzRoutes } from './musicbrainz.ts';
import { createPlainSource, plainRoutes } from './plain-source.ts';
import { makeWorld, type Work } from './world.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '60' },
    artists: { type: 'string', default: '20' },
    short: { type: 'string', default: '24' },
    rate: { type: 'string', default: '1' },
  },
});
const rate = Number(values.rate);
const mirrorRate = 50;
const day = 24 * 3600 * 1000;
const folder = await mkdtemp(join(tmpdir(), 'earmark-online-'));

try {
  const works = makeWorld(Number(values.albums), Number(values.artists));
  const music = join(folder, 'music');
  await makeLibrary(music, works);
  await alone(works, music);
  await mirror(works, music);
  const few = works.slice(0, Number(values.short));
  const fewMusic = join(folder, 'few');
  await makeLibrary(fewMusic, few);
  await together(few, fewMusic);
  await dying(few, fewMusic);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** MusicBrainz alone, at its limit; then from the disk, at once and five days later. */
async function alone(works: readonly Work[], music: string): Promise<void> {
  await using service = await createReplayServer({ routes: musicbrainzRoutes(works) });
  const tag = tagger(music, 'alone', [musicbrainz(service.baseUrl)]);
  const cold = await tag();
  print('first run', {
    ...cold.figures,
    requestsPerAlbum: round(service.calls.length / works.length),
    shareOfAllowedRate: shareOf(service.calls, rate, cold.seconds),
    closestTwoMs: closest(service.calls),
  });
  service.assertAllExpected();
  for (const [what, later] of [
    ['second run', 0],
    ['second run, five days later', 5 * day],
  ] as const) {
    const before = service.calls.length;
    const { figures, seconds, subjects } = await tag(later);
    print(what, {
      ...figures,
      requests: service.calls.length - before,
      albumsPerSecond: round(subjects / seconds),
    });
  }
}

/** A mirror that allows fifty a second, and answers as slowly: as many albums at once as that makes use of, beside four. */
async function mirror(works: readonly Work[], music: string): Promise<void> {
  for (const concurrency of [4, undefined]) {
    await using service = await createReplayServer({ routes: musicbrainzRoutes(works) });
    const source = musicbrainz(service.baseUrl, mirrorRate);
    const tag = tagger(music, `mirror-${concurrency}`, [source], {
      ...(concurrency && { concurrency }),
    });
    const { figures, seconds } = await tag();
    print(`mirror, ${concurrency ?? 'by its limit'} at once`, {
      ...figures,
      shareOfAllowedRate: shareOf(service.calls, mirrorRate, seconds),
    });
  }
}

/** The slowest needed limit decides: the others wait for nobody, but an album has to wait for all of its sources. */
async function together(works: readonly Work[], music: string): Promise<void> {
  await using slow = await createReplayServer({ routes: musicbrainzRoutes(works) });
  await using medium = await createReplayServer({ routes: plainRoutes(works) });
  await using fast = await createReplayServer({ routes: plainRoutes(works) });
  const { figures, seconds } = await tagger(music, 'together', [
    musicbrainz(slow.baseUrl),
    createPlainSource({ name: 'medium', host: medium.host, requestsPerSecond: 2 }),
    createPlainSource({ name: 'fast', host: fast.host, requestsPerSecond: 10 }),
  ])();
  print('three sources', {
    ...figures,
    sharesOfAllowedRate: {
      [`musicbrainz, ${rate}/s`]: shareOf(slow.calls, rate, seconds),
      'medium, 2/s': shareOf(medium.calls, 2, seconds),
      'fast, 10/s': shareOf(fast.calls, 10, seconds),
    },
  });
}

/** One of two dies after a third of the albums. Later it is back, and the same command asks for what is missing. */
async function dying(works: readonly Work[], music: string): Promise<void> {
  await using slow = await createReplayServer({ routes: musicbrainzRoutes(works) });
  const mortal = await createReplayServer({ routes: plainRoutes(works) });
  const port = Number(new URL(mortal.baseUrl).port);
  const tag = tagger(music, 'dying', [
    musicbrainz(slow.baseUrl),
    createPlainSource({ name: 'mortal', host: mortal.host, requestsPerSecond: 2 }),
  ]);
  let closed: Promise<void> | undefined;
  const during = await tag(0, ({ silent }) => {
    if (mortal.calls.length >= works.length / 3) closed ??= mortal.close();
    return silent.length;
  });
  await closed;
  print('a source dies', {
    ...during.figures,
    without: during.decisions.filter(({ silent }) => silent.includes('mortal')).length,
  });
  const before = slow.calls.length;
  await using risen = await createReplayServer({ routes: plainRoutes(works), port });
  const after = await tag(5 * 60_000);
  print('it is back', {
    ...after.figures,
    without: after.decisions.filter(({ silent }) => silent.length > 0).length,
    requests: { musicbrainz: slow.calls.length - before, mortal: risen.calls.length },
  });
}

function musicbrainz(baseUrl: string, requestsPerSecond = rate): Source {
  return createMusicBrainzSource({ baseUrl: `${baseUrl}/ws/2/`, requestsPerSecond });
}

/** `earmark tag <music> --dry-run`, as a host composes it: state and answers on disk. */
function tagger(
  music: string,
  name: string,
  sources: readonly Source[],
  asking: EnrichOptions = {},
) {
  const state = join(folder, name);
  return async (laterMs = 0, onDecision: (decision: Decision) => void = () => undefined) => {
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };
    const earmark = await createEarmark({
      clock,
      store: createSqliteStore({ folder: state }),
      http: {
        cache: {
          store: createSqliteCache({ file: join(state, 'answers.db') }),
          hitMs: 30 * day,
          missMs: day,
        },
      },
      sources,
      policies: [createGenrePolicy()],
      sinks: [createTagSink({ formats: formats() })],
    });
    const decisions: Decision[] = [];
    const started = systemClock.monotonic();
    const processor = process.cpuUsage();
    const run = earmark.run(
      albums(createFileLibrary({ roots: { music } }))
        .pipe(enrich(asking))
        .pipe(decide())
        .pipe(apply({ dryRun: true })),
    );
    run.on('decision-made', ({ decision }) => {
      decisions.push(decision);
      onDecision(decision);
    });
    const { outcome, counts } = await run.done;
    const seconds = (systemClock.monotonic() - started) / 1000;
    const { user, system } = process.cpuUsage(processor);
    await earmark.close();
    const { subjects = 0 } = counts;
    const figures = {
      outcome,
      albums: subjects,
      decided: decisions.filter(({ belief }) => belief > 0).length,
      seconds: round(seconds),
      albumsPerMinute: round((60 * subjects) / seconds),
      processorMsPerAlbum: round((user + system) / 1000 / subjects),
    };
    return { figures, seconds, subjects, decisions };
  };
}

/** Of the requests that the limit lets start in the whole run, those that were made. The first one waits for nobody. */
function shareOf(calls: readonly ReplayCall[], perSecond: number, seconds: number): number {
  return round(calls.length / (1 + seconds * perSecond));
}

function closest(calls: readonly ReplayCall[]): number {
  return Math.min(...calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? at)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function print(what: string, figures: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'online', what, ...figures })}\n`);
}
