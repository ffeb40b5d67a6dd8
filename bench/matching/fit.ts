/**
 * Fits what `@earmark/core` ships as the calibration of matches, from the tuning seeds, and writes it. That of genres
 * is fitted on real albums (docs/matching.md).
 * Many small worlds rather than a few large ones: cases of one world are wrong together.
 *
 *   node bench/matching/fit.ts [--seeds 1-50] [--cases 600]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fitIsotonic, type Judged } from '@earmark/core';
import { makeCases } from './cases.ts';
import { matchCase } from './match.ts';
import { seedsOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-50' },
    cases: { type: 'string', default: '600' },
  },
});
const file = new URL('../../packages/core/src/calibration/shipped-models.json', import.meta.url);
const matches: Judged[] = [];
for (const seed of seedsOf(values.seeds)) {
  const matched = makeCases({ seed, cases: Number(values.cases) }).map((one) => ({
    one,
    ...matchCase(one),
  }));
  matches.push(...matched.map(({ one, belief, work }) => ({ belief, right: work === one.work })));
}
const models = JSON.parse(await readFile(file, 'utf8'));
models.match = fitIsotonic(matches).points;
await writeFile(file, `${JSON.stringify(models, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: 'matching', what: 'fit', matches: matches.length, points: models.match.length })}\n`,
);
