/**
 * Scores the matching of audiobooks on cases with known truth: other readings, plays, abridged and foreign ones,
 * summaries, samples, sets and neighbours in a series are among the answers. Prints one JSON object a line.
 *
 *   node bench/matching/books.ts [--seeds 101-105] [--cases 400]
 */
import { parseArgs } from 'node:util';
import { type Candidate, calibrate, defaultBands, rank, shippedModel } from '@earmark/core';
import { onShelf } from './books/library.ts';
import { createBooks, listed, type Recording } from './books/world.ts';
import { bandFigures, matchedShare, type Outcome } from './metrics.ts';
import { seedsOf } from './seeds.ts';
import { createRandom, type Random } from './world/random.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101-105' },
    cases: { type: 'string', default: '400' },
  },
});
const most = 10;
const model = shippedModel('match');

/** What a shop would answer: by the book's or its series' words, and by its author. */
function answersTo(
  wanted: Recording,
  all: readonly Recording[],
  random: Random,
): readonly Recording[] {
  const { book } = wanted;
  const words = new Set(book.title.toLowerCase().split(' '));
  const near = all.filter(
    (one) =>
      one.book === book ||
      one.book.authors.some((author) => book.authors.includes(author)) ||
      one.book.title
        .toLowerCase()
        .split(' ')
        .filter((word) => words.has(word)).length > 1,
  );
  const isListed = !random.chance(0.15);
  return random
    .some(near, near.length)
    .filter((one) => one !== wanted || isListed)
    .slice(0, most);
}

const outcomes = seedsOf(values.seeds).flatMap((seed): readonly (Outcome & { trait: string })[] => {
  const random = createRandom(seed + 4242);
  const all = createBooks(random, 120);
  return Array.from({ length: Number(values.cases) }, () => {
    const wanted = random.pick(all);
    const found = answersTo(wanted, all, random);
    const candidates: readonly Candidate[] = found.map((one) => listed(random, one));
    const [best] = rank({ source: 'shop', weight: 1, query: onShelf(random, wanted), candidates });
    return {
      belief: calibrate(best?.score ?? 0, model),
      right: best?.candidate.id === wanted.id,
      findable: found.includes(wanted),
      trait: wanted.nature ?? (wanted.language === 'en' ? 'plain' : 'foreign'),
    };
  });
});

const { auto, review } = defaultBands;
const figures = (of: readonly Outcome[]) => ({
  cases: of.length,
  auto: bandFigures(of, auto),
  review: bandFigures(of, review, auto),
  manual: bandFigures(of, -1, review),
  matched: matchedShare(of, review),
});
const print = (what: string, data: object) => console.log(JSON.stringify({ what, ...data }));
print('books', figures(outcomes));
for (const trait of [...new Set(outcomes.map((one) => one.trait))].sort())
  print('trait', { trait, ...figures(outcomes.filter((one) => one.trait === trait)) });
