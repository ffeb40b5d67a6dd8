/**
 * The reliability curves of matches and genres over many small worlds, one after the other: bins that are sparse in
 * `run.ts` hold enough cases here. Prints one JSON object a line.
 *
 *   node bench/matching/reliability.ts [--seeds 101-150] [--cases 600]
 */
import { parseArgs } from 'node:util';
import { calibrate, defaultBands, shippedModel } from '@earmark/core';
import { createGenrePolicy } from '@earmark/genres';
import { makeCases } from './cases.ts';
import { judgeGenres } from './genres.ts';
import { matchCase } from './match.ts';
import { bandFigures, type Outcome, reliabilityFigures, round } from './metrics.ts';
import { seedsOf } from './seeds.ts';
import { surround } from './surroundings.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101-150' },
    cases: { type: 'string', default: '600' },
  },
});
const { auto, review } = defaultBands;
const policy = createGenrePolicy();
const matches: Outcome[] = [];
const genres: Outcome[] = [];
const onDisk: Outcome[] = [];
for (const seed of seedsOf(values.seeds)) {
  const matched = makeCases({ seed, cases: Number(values.cases) }).map((one) => ({
    one,
    ...matchCase(one),
  }));
  const around = await Promise.all(
    matched.map(async (each, at) => ({ ...each, around: await surround(each.one, at) })),
  );
  for (const { one, belief, work } of matched)
    matches.push({ belief, right: work === one.work, findable: one.findable });
  genres.push(...judgeGenres(policy, matched).outcomes);
  onDisk.push(...judgeGenres(policy, around).outcomes);
}
print('match', 'match', matches);
print('genres', 'genre', genres);
print('genres on a disk', 'genre', onDisk);

function print(what: string, field: string, raw: readonly Outcome[]): void {
  const model = shippedModel(field);
  const outcomes = raw.map((each) => ({ ...each, belief: calibrate(each.belief, model) }));
  const sure = bandFigures(outcomes, auto);
  const figures = {
    decisions: outcomes.length,
    auto: { ...sure, ofAllCases: round(sure.count / matches.length) },
    review: bandFigures(outcomes, review, auto),
    manual: bandFigures(outcomes, -1, review),
    reliability: reliabilityFigures(outcomes),
  };
  process.stdout.write(`${JSON.stringify({ bench: 'matching', what, ...figures })}\n`);
}
