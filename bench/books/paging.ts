/**
 * A large library: the origin pages through it, and the daily round chooses its next books. Prints one JSON object a
 * line: how long the walk took, how far memory grew from its first quarter to its last, how long the choice took.
 *
 *   node --expose-gc bench/books/paging.ts [--books 20000]
 */
import { parseArgs } from 'node:util';
import { createAbsOrigin } from '@earmark/abs';
import { createEarmark, createMemoryStore, pipeline, type Subject } from '@earmark/core';
import { createAbsStandIn } from '@earmark/testkit';
import { createChoice } from '../../packages/audiobooks/src/enrich/choose.ts';

const { values } = parseArgs({ options: { books: { type: 'string', default: '20000' } } });
const count = Number(values.books);
const print = (what: string, data: object) => console.log(JSON.stringify({ what, ...data }));
const heapMb = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

const books = Array.from({ length: count }, (_, at) => ({
  id: `b${at}`,
  title: `Book ${at}`,
  authors: ['Ann Author'],
  ...(at % 2 === 0 ? { publisher: 'P', narrators: ['N'] } : {}),
}));
await using server = await createAbsStandIn({ token: 'synthetic', books });
const origin = createAbsOrigin({ baseUrl: server.baseUrl, token: 'synthetic' });
const earmark = await createEarmark({ store: createMemoryStore() });

const heap: number[] = [];
const few: Subject[] = [];
let seen = 0;
const started = performance.now();
await earmark.run(
  pipeline({
    name: 'paging',
    origins: [origin],
    async *start(run) {
      for await (const subject of origin.subjects(run.originContext(origin))) {
        if (seen % Math.ceil(count / 8) === 0) heap.push(heapMb());
        if (few.length < 2_000) few.push(subject);
        seen += 1;
        yield subject;
      }
    },
  }),
).done;
print('walk', {
  books: seen,
  seconds: Math.round(performance.now() - started) / 1e3,
  heapGrowthMb: Math.round((heap.at(-1) ?? 0) - (heap[2] ?? 0)),
});

const stamps = new Map(
  Array.from({ length: count }, (_, at) => [
    `abs:b${at}`,
    { subject: `abs:b${at}`, at: (at * 7919) % count, result: 'hit' as const },
  ]),
);
const subjects = Array.from({ length: count }, (_, at) => ({
  ...(few[at % few.length] as Subject),
  id: `abs:b${at}`,
}));
const times = Array.from({ length: 5 }, () => {
  const begun = performance.now();
  const choice = createChoice(stamps, 50);
  for (const subject of subjects) choice.offer(subject);
  choice.chosen();
  return performance.now() - begun;
});
print('choice', { of: count, ms: Math.round(Math.min(...times)) });
await earmark.close();
