/**
 * Fits what `@earmark/core` ships as the calibration of matches, from the tuning seeds, and writes it.
 *
 *   node --conditions=@earmark/source bench/matching/fit.ts [--seeds 1-5] [--cases 1000]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fitIsotonic, type Judged } from '../../packages/core/src/index.ts';
import { makeCases } from './cases.ts';
import { matchCase } from './match.ts';
import { seedsOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-5' },
    cases: { type: 'string', default: '1000' },
  },
});
const file = new URL('../../packages/core/src/calibration/shipped-models.json', import.meta.url);
const samples = seedsOf(values.seeds).flatMap((seed) =>
  makeCases({ seed, cases: Number(values.cases) }).map((one): Judged => {
    const { belief, work } = matchCase(one);
    return { belief, right: work === one.work };
  }),
);
const models = JSON.parse(await readFile(file, 'utf8'));
const any = { points: models.any };
models.match = fitIsotonic(samples, any).points;
await writeFile(file, `${JSON.stringify(models, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: 'matching', what: 'fit', samples: samples.length, points: models.match.length })}\n`,
);
