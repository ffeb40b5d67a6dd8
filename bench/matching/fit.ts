/**
 * Fits what `@earmark/core` ships as the calibration of matches and of genres, from the tuning seeds, and writes it.
 *
 *   node --conditions=@earmark/source bench/matching/fit.ts [--seeds 1-5] [--cases 1000]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fitIsotonic, type Judged } from '../../packages/core/src/index.ts';
import { createGenrePolicy } from '../../packages/genres/src/index.ts';
import { makeCases } from './cases.ts';
import { judgeGenres } from './genres.ts';
import { matchCase } from './match.ts';
import { seedsOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-5' },
    cases: { type: 'string', default: '1000' },
  },
});
const file = new URL('../../packages/core/src/calibration/shipped-models.json', import.meta.url);
const matched = seedsOf(values.seeds).flatMap((seed) =>
  makeCases({ seed, cases: Number(values.cases) }).map((one) => ({ one, ...matchCase(one) })),
);
const samples = matched.map(
  ({ one, belief, work }): Judged => ({ belief, right: work === one.work }),
);
const genres = judgeGenres(createGenrePolicy(), matched).outcomes;
const models = JSON.parse(await readFile(file, 'utf8'));
const any = { points: models.any };
/** Thousands of known answers stand against a line that knows nothing. */
const priorWeight = 3;
models.match = fitIsotonic(samples, any, priorWeight).points;
models.genre = fitIsotonic(genres, any, priorWeight).points;
await writeFile(file, `${JSON.stringify(models, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: 'matching', what: 'fit', samples: samples.length, points: models.match.length, genres: genres.length })}\n`,
);
