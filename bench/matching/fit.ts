/**
 * Fits what `@earmark/core` ships as the calibration of matches and of genres, from the tuning seeds, and writes it.
 * Many small worlds rather than a few large ones: cases of one world are wrong together.
 *
 *   node bench/matching/fit.ts [--seeds 1-50] [--cases 600]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fitIsotonic, type Judged } from '@earmark/core';
import { createGenrePolicy } from '@earmark/genres';
import { makeCases } from './cases.ts';
import { judgeGenres } from './genres.ts';
import { matchCase } from './match.ts';
import { seedsOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-50' },
    cases: { type: 'string', default: '600' },
  },
});
const file = new URL('../../packages/core/src/calibration/shipped-models.json', import.meta.url);
const policy = createGenrePolicy();
const matches: Judged[] = [];
const genres: Judged[] = [];
for (const seed of seedsOf(values.seeds)) {
  const matched = makeCases({ seed, cases: Number(values.cases) }).map((one) => ({
    one,
    ...matchCase(one),
  }));
  matches.push(...matched.map(({ one, belief, work }) => ({ belief, right: work === one.work })));
  genres.push(...judgeGenres(policy, matched).outcomes);
}
const models = JSON.parse(await readFile(file, 'utf8'));
models.match = fitIsotonic(matches).points;
models.genre = fitIsotonic(genres).points;
await writeFile(file, `${JSON.stringify(models, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: 'matching', what: 'fit', matches: matches.length, genres: genres.length, points: models.match.length + models.genre.length })}\n`,
);
