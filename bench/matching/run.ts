/**
 * Scores matching, and what is decided from it, on cases with known truth. Prints one JSON object a line.
 *
 *   node bench/matching/run.ts [--seeds 101-105] [--cases 400] [--policy module#export]
 */
import { parseArgs } from 'node:util';
import { calibrate, defaultBands, shippedModel } from '@earmark/core';
import { matchLikeBeets } from './baseline/beets.ts';
import { type Case, makeCases } from './cases.ts';
import { loadPolicy, scoreGenres } from './genres.ts';
import { matchCase } from './match.ts';
import {
  bandFigures,
  matchedShare,
  type Outcome,
  precisionAt,
  reliabilityFigures,
  round,
} from './metrics.ts';
import { seedsOf } from './seeds.ts';
import { surround } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101-105' },
    cases: { type: 'string', default: '400' },
    policy: { type: 'string' },
  },
});
const { auto, review } = defaultBands;
const cases = seedsOf(values.seeds).flatMap((seed) =>
  makeCases({ seed, cases: Number(values.cases) }),
);
const model = shippedModel('match');
const matched = cases.map((one) => ({ one, ...matchCase(one) }));
const ours: readonly Outcome[] = matched.map(({ one, belief, work }) => ({
  belief: calibrate(belief, model),
  right: work === one.work,
  findable: one.findable,
}));

print('cases', {
  seeds: values.seeds,
  cases: cases.length,
  findable: round(cases.filter(({ findable }) => findable).length / cases.length),
});
const inAuto = bandFigures(ours, auto);
print('match', {
  auto: inAuto,
  review: bandFigures(ours, review, auto),
  manual: bandFigures(ours, -1, review),
  matched: matchedShare(ours, review),
});
print('reliability', reliabilityFigures(ours));

const beets = cases.map((one) => ({ one, ...matchLikeBeets(one) }));
const theirs: readonly Outcome[] = beets.map(({ one, belief, work }) => ({
  belief,
  right: work === one.work,
  findable: one.findable,
}));
const strong = beets.filter((verdict) => verdict.strong);
const shares = [inAuto.share, 0.5, 0.6, 0.7, 0.8];
print('baseline', {
  strong: {
    share: round(strong.length / cases.length),
    precision: round(strong.filter(({ one, work }) => work === one.work).length / strong.length),
  },
  atEqualCoverage: shares.map((share) => ({
    share,
    earmark: precisionAt(ours, share),
    beets: precisionAt(theirs, share),
  })),
});

for (const [trait, chosen] of byTrait(cases)) {
  const at = (outcomes: readonly Outcome[]) => outcomes.filter((_, index) => chosen.has(index));
  print('trait', {
    trait,
    cases: chosen.size,
    auto: bandFigures(at(ours), auto),
    matched: matchedShare(at(ours), review),
    bestGuessRight: { earmark: precisionAt(at(ours), 1), beets: precisionAt(at(theirs), 1) },
  });
}

const policy = await loadPolicy(values.policy);
print('genres', { policy: policy.name, ...scoreGenres(policy, matched) });
const around = await Promise.all(
  matched.map(async (each, at) => ({ ...each, around: await surround(each.one, at) })),
);
print('genres on a disk', { policy: policy.name, ...scoreGenres(policy, around) });

function byTrait(all: readonly Case[]): readonly (readonly [string, ReadonlySet<number>])[] {
  const traits = new Map<string, Set<number>>();
  for (const [index, { traits: own, findable }] of all.entries())
    for (const trait of findable ? own : [...own, 'absent']) {
      const known = traits.get(trait) ?? new Set<number>();
      traits.set(trait, known.add(index));
    }
  return [...traits].filter(([, chosen]) => chosen.size >= 20).sort(([a], [b]) => (a < b ? -1 : 1));
}

function print(what: string, figures: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'matching', what, ...figures })}\n`);
}
