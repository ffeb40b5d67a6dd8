import {
  apply,
  createEarmark,
  createMemoryStore,
  decide,
  type Policy,
  pipeline,
} from '@earmark/core';
import { createAbsStandIn, createFakeClock, type Mishap } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { token } from './__tests__/bench.ts';
import { createAbsOrigin, createAbsSink } from './index.ts';

const policy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'told',
  fields: ['publisher'],
  propose: () => [{ field: 'publisher', after: ['P'], belief: 1, reasons: [], uncalibrated: true }],
};
const nobody = { matches: [], silent: [], hints: [], locked: [], rejected: [], pinned: {} };

/** Three books are written; the PATCH of the second one ends so. */
async function written(mishap: Mishap) {
  const books = ['b1', 'b2', 'b3'].map((id) => ({ id, title: id }));
  await using server = await createAbsStandIn({ token, books });
  // Who is refused by 401 gives the key once more.
  for (const again of mishap === 401 ? [401, 401] : [mishap]) server.mishapOn(/^PATCH .*b2/, again);
  const options = { baseUrl: server.baseUrl, token };
  const said: unknown[] = [];
  const log = (...line: unknown[]) => void said.push(line);
  const clock = createFakeClock({ auto: true });
  const earmark = await createEarmark({
    store: createMemoryStore({ clock }),
    clock,
    log: { debug: log, info: log, warn: log, error: log },
    policies: [policy],
    sinks: [createAbsSink(options)],
    http: { retry: { retries: 1 } },
  });
  const origin = createAbsOrigin(options);
  const subjects = pipeline({
    name: 'test',
    origins: [origin],
    writes: true,
    async *start(run) {
      for await (const subject of origin.subjects(run.originContext(origin))) {
        await run.store.journal.saveSubject(subject);
        yield { subject, evidence: { subject, ...nobody } };
      }
    },
  });
  const run = earmark.run(subjects.pipe(decide()).pipe(apply()));
  const codes: string[] = [];
  run.on('change-failed', ({ fault }) => void codes.push(fault.code));
  const { outcome } = await run.done;
  await earmark.close();
  expect(JSON.stringify(said)).not.toContain(token);
  const publishers = server.books.map(({ publisher }) => publisher ?? null);
  return { outcome, codes, publishers, patches: server.patches.length };
}

const ok = { outcome: 'completed', codes: [] };
const all = ['P', 'P', 'P'];
test.each<[Mishap, object]>([
  ['before', { codes: ['network'], publishers: ['P', null, 'P'], patches: 2 }],
  // The change was made: a look at the item says so, and it is not sent again.
  ['after', { ...ok, publishers: all, patches: 3 }],
  ['broken', { ...ok, publishers: all, patches: 3 }],
  ['page', { ...ok, publishers: all, patches: 3 }],
  [401, { codes: ['auth'], publishers: ['P', null, 'P'], patches: 2 }],
  [403, { codes: ['auth'], publishers: ['P', null, 'P'], patches: 2 }],
  [404, { codes: ['not-found'], publishers: ['P', null, 'P'], patches: 2 }],
  [413, { codes: ['unsupported'], publishers: ['P', null, 'P'], patches: 2 }],
  // Refused for now: it is asked again.
  [503, { ...ok, publishers: all, patches: 3 }],
])(
  'a PATCH that ends with %s is told for its book, and the others are written',
  async (mishap, expected) => {
    expect(await written(mishap)).toMatchObject({ outcome: 'completed', ...expected });
  },
);
