/**
 * How many albums a second one core matches: five services, up to ten candidates each, search and look-up ranked.
 * The same cases through the baseline beside it, as a ratio; answers are checked by `run.ts`.
 *
 *   node bench/matching/throughput.ts [--cases 300]
 */
import { parseArgs } from 'node:util';
import { matchLikeBeets } from './baseline/beets.ts';
import { type Case, makeCases } from './cases.ts';
import { matchCase } from './match.ts';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '300' } } });
const cases = makeCases({ seed: 1, cases: Number(values.cases) });
const candidates = cases.reduce(
  (sum, { answers }) => sum + answers.reduce((count, { entries }) => count + entries.length, 0),
  0,
);
const ours = perSecond(matchCase);
const theirs = perSecond(matchLikeBeets);
const figures = {
  albumsPerSecond: Math.round(ours),
  candidatesPerSecond: Math.round((ours * candidates) / cases.length),
  candidatesPerAlbum: Math.round((10 * candidates) / cases.length) / 10,
  timesBaseline: Math.round((10 * ours) / theirs) / 10,
};
process.stdout.write(`${JSON.stringify({ bench: 'matching', what: 'throughput', ...figures })}\n`);

/** The better of three rounds, as other work on the machine only ever slows one down. In processor time. */
function perSecond(match: (one: Case) => unknown): number {
  let best = 0;
  for (let round = 0; round < 3; round += 1) {
    // What a round has learned of its cases is of no use to the next one.
    const fresh = structuredClone(cases);
    const before = process.cpuUsage();
    for (const one of fresh) match(one);
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, cases.length / ((user + system) / 1e6));
  }
  return best;
}
