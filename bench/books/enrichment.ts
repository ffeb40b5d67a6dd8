/**
 * Sixty days of daily enrichment of a library with realistic gaps, on a clock that nobody waits for: which books
 * are asked about when, how coverage grows, how many requests it takes. Prints one JSON object a line.
 *
 *   node bench/books/enrichment.ts [--books 1000] [--days 60]
 */
import { parseArgs } from 'node:util';
import { createAbsOrigin, createAbsSink } from '@earmark/abs';
import { createAudiobooks, type EnrichmentResult } from '@earmark/audiobooks';
import {
  apply,
  type Candidate,
  createEarmark,
  createMemoryStore,
  reviewed,
  type Source,
  tap,
} from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { createAbsStandIn, createFakeClock } from '@earmark/testkit';
import { createRandom } from '../matching/world/random.ts';
import { type Known, library } from './library.ts';

const { values } = parseArgs({
  options: {
    books: { type: 'string', default: '1000' },
    days: { type: 'string', default: '60' },
  },
});
const dayMs = 86_400_000;
const print = (what: string, data: object) => console.log(JSON.stringify({ what, ...data }));
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const random = createRandom(77);
const { shelf, truth } = library(random, Number(values.books));
const clock = createFakeClock({ auto: true });
const server = await createAbsStandIn({ token: 'synthetic', books: shelf });
let requests = 0;

function sourceOf(name: string, share: number, tell: (known: Known) => Candidate): Source {
  return {
    spec: 1,
    kind: 'source',
    name,
    answers: ['book'],
    async find({ title }) {
      requests += 1;
      const known = truth.get(title);
      return known && known.luck < share ? [tell(known)] : [];
    },
  };
}
const abs = { baseUrl: server.baseUrl, token: 'synthetic' };
const audiobooks = createAudiobooks({ origin: createAbsOrigin(abs) });
const earmark = await createEarmark({
  store: createMemoryStore({ clock }),
  clock,
  log: quiet,
  sources: [
    sourceOf('audnexus', 0.7, ({ spoken }) => spoken),
    sourceOf('googlebooks', 0.85, ({ printed }) => printed),
  ],
  policies: [createBookPolicy()],
  sinks: [createAbsSink(abs)],
  bands: { auto: 0.95, review: 0.4 },
});

const started = process.cpuUsage();
const asked = new Set<string>();
for (let day = 1; day <= Number(values.days); day += 1) {
  let result: EnrichmentResult | undefined;
  const before = requests;
  const keep = tap((each: EnrichmentResult) => {
    result = each;
  });
  const { outcome } = await earmark.run(audiobooks.enrich().pipe(keep)).done;
  if (outcome !== 'completed' || result === undefined) throw new Error(`day ${day}: ${outcome}`);
  // Nothing has been measured yet, so all of it waits: somebody says yes to what is likely, every evening.
  await earmark.reviews.acceptAll({ band: 'review', minConfidence: 0.6 }, 'bench');
  await earmark.run(reviewed().pipe(apply())).done;
  const again = result.books.filter(({ id }) => asked.has(id)).length;
  for (const { id } of result.books) asked.add(id);
  const [covered] = Object.values(result.coverage.libraries);
  if (day % 10 === 1 || day === Number(values.days))
    print('day', {
      day,
      asked: result.asked,
      again,
      hits: result.hits,
      waiting: result.queued,
      requests: requests - before,
      filled: covered?.filled,
    });
  await clock.sleep(dayMs);
}
const { user } = process.cpuUsage(started);
print('all', { days: Number(values.days), books: asked.size, requests, cpuSeconds: user / 1e6 });
print('memory', { rssMb: Math.round(process.memoryUsage().rss / 1e6) });
await earmark.close();
await server.close();
