/**
 * Matching where a library calls an artist, or an album, otherwise than the services do: the same cases as they are,
 * under another name that no service knows, and under one that MusicBrainz has among its aliases. What the searches
 * answer stays the same: this measures how the answers are judged, not whether a service finds anything.
 *
 *   node bench/matching/names.ts [--seeds 101-105] [--cases 400]
 */
import { parseArgs } from 'node:util';
import { calibrate, defaultBands, shippedModel } from '@earmark/core';
import { type Case, makeCases } from './cases.ts';
import { matchCase } from './match.ts';
import { bandFigures, matchedShare, type Outcome } from './metrics.ts';
import { seedsOf } from './seeds.ts';
import { latinName, latinTitle } from './world/artists.ts';
import { createRandom, type Random } from './world/random.ts';
import type { Entry } from './world/sources.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101-105' },
    cases: { type: 'string', default: '400' },
  },
});
const { auto, review } = defaultBands;
const model = shippedModel('match');
const knowing = 'musicbrainz';

/** Another name for what is called so; undefined where this way of writing changes nothing. */
type Way = (name: string, random: Random) => string | undefined;
const artistWays: Readonly<Record<string, Way>> = {
  'signs for letters': (name) =>
    unlike(
      name,
      name
        .replace(/s(?!\b)/, '$')
        .replace(/(?<=\w)i/, '!')
        .replace(/(?<=\w)a/, '@'),
    ),
  'in one word': (name) => unlike(name, name.replace(/[^\p{L}\p{N}]/gu, '')),
  initials: (name) => {
    const words = name.split(/\s+/);
    return words.length < 2 ? undefined : words.map((word) => word[0]?.toUpperCase()).join('.');
  },
  'another name': (_, random) => latinName(random),
};
const unlike = (name: string, other: string) => (other === name ? undefined : other);

/** Findable, and tagged with the Latin name of the one artist. */
const cases = seedsOf(values.seeds)
  .flatMap((seed) => makeCases({ seed, cases: Number(values.cases) }))
  .filter(({ findable, work, query: { creators } }) => {
    const [artist, ...others] = work.artists;
    return findable && others.length === 0 && creators.join() === artist?.name.latin;
  });

report('as the services write it', cases);
for (const [way, write] of Object.entries(artistWays))
  reportWay(way, (one, random) => {
    const name = one.query.creators[0] ?? '';
    const other = write(name, random);
    return other === undefined ? undefined : callArtist(one, name, other);
  });
reportWay('another title', (one, random) => {
  const other = latinTitle(random);
  return { called: { ...one, query: { ...one.query, title: other } }, names: { titles: [other] } };
});

interface Called {
  readonly called: Case;
  readonly names: { readonly titles?: readonly string[]; readonly creators?: readonly string[] };
}

function callArtist(one: Case, name: string, other: string): Called {
  const rename = (creators: readonly string[] = []) =>
    creators.map((creator) => (creator === name ? other : creator));
  const { query } = one;
  const tracks = query.tracks?.map((track) => ({ ...track, creators: rename(track.creators) }));
  return {
    called: { ...one, query: { ...query, creators: [other], ...(tracks ? { tracks } : {}) } },
    names: { creators: [other] },
  };
}

function reportWay(way: string, call: (one: Case, random: Random) => Called | undefined): void {
  const called = cases.flatMap((one, at) => call(one, createRandom(one.seed * 1e5 + at)) ?? []);
  report(
    `${way}, unknown`,
    called.map((each) => each.called),
  );
  report(`${way}, an alias`, called.map(withAliases));
}

/** The right work's entries at the service that knows such things have these names, too. */
function withAliases({ called, names }: Called): Case {
  const alias = (entry: Entry): Entry =>
    entry.work === called.work
      ? {
          ...entry,
          found: { ...entry.found, aliases: names },
          described: { ...entry.described, aliases: names },
        }
      : entry;
  return {
    ...called,
    answers: called.answers.map((answer) =>
      answer.service.name === knowing ? { ...answer, entries: answer.entries.map(alias) } : answer,
    ),
  };
}

function report(names: string, chosen: readonly Case[]): void {
  const outcomes: readonly Outcome[] = chosen.map((one) => {
    const { belief, work } = matchCase(one);
    return { belief: calibrate(belief, model), right: work === one.work, findable: true };
  });
  const figures = {
    cases: chosen.length,
    auto: bandFigures(outcomes, auto),
    review: bandFigures(outcomes, review, auto),
    matched: matchedShare(outcomes, review),
  };
  process.stdout.write(
    `${JSON.stringify({ bench: 'matching', what: 'names', names, ...figures })}\n`,
  );
}
