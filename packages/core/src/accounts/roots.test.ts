import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { albumsOrigin, shelfSink } from '../__tests__/doubles.ts';
import { house, quiet } from '../__tests__/house.ts';
import { createEarmark, type Earmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import type { Fields, PluginContext, Sink } from '../spec.ts';
import { apply } from '../stages/apply.ts';
import { reviewed } from '../stages/reviewed.ts';
import { transcode } from '../stages/transcode.ts';

/** Ann's house, and ben's view of it: his own sink on his own shelf, which notes the roots it is called with. */
async function annAndBen() {
  const seen: PluginContext['roots'][] = [];
  const ann = await house({ account: 'ann', roots: { music: '/ann/music' } });
  const files = new Map<string, Fields>([['music:Sure One', { genre: ['Pop'] }]]);
  const sink = watched(shelfSink(files), seen);
  const folder = await mkdtemp(join(tmpdir(), 'ben-'));
  const origin = { ...albumsOrigin(['Sure One'], files), roots: { music: folder } };
  const ben = ann.earmark.for('ben', { sinks: [sink] });
  return { ann, ben, origin, folder, sink, seen };
}

function watched(sink: Sink, seen: PluginContext['roots'][]): Sink {
  const note = ({ roots }: PluginContext) => {
    seen.push(roots);
  };
  return {
    ...sink,
    plan(change, ctx) {
      note(ctx);
      return sink.plan(change, ctx);
    },
    apply(plan, ctx) {
      note(ctx);
      return sink.apply(plan, ctx);
    },
    revert(receipt, ctx) {
      note(ctx);
      return sink.revert(receipt, ctx);
    },
    async recover(ctx) {
      note(ctx);
      return [];
    },
    async check(ctx) {
      note(ctx);
      return [];
    },
  };
}

/** Writes one field of ben's one album, by a run that has this origin or none. */
async function written(ben: Earmark, origins: readonly ReturnType<typeof albumsOrigin>[]) {
  const subject = {
    kind: 'album' as const,
    id: 'one',
    title: 'One',
    creators: [],
    targets: [{ sink: 'shelf', id: 'music:Sure One', fields: {} }],
  };
  const decision = {
    id: 'd',
    subject: 'one',
    field: 'genre',
    before: [],
    after: ['Rock'],
    belief: 1,
    confidence: 1,
    band: 'auto' as const,
    reasons: [],
    silent: [],
  };
  const decided = { subject, decisions: [decision], approved: new Set<string>() };
  const start = async function* () {
    yield decided;
  };
  const { run, outcome } = await ben.run(pipeline({ name: 'set', origins, start }).pipe(apply()))
    .done;
  expect(outcome).toBe('completed');
  return run;
}

const namesOf = ({ plugins }: Earmark) => plugins.map(({ name }) => name);
const isAnns = (roots: PluginContext['roots']) => Object.values(roots).includes('/ann/music');

test('a run without an origin sees no root of another account', async () => {
  const { ben, seen } = await annAndBen();
  await written(ben, []);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).toEqual(seen.map(() => ({})));
});

test('undo finds the files where its own account has them', async () => {
  const { ben, seen, origin, folder } = await annAndBen();
  const run = await written(ben, [origin]);
  seen.length = 0;
  expect((await ben.undo(run).done).counts.applied).toBe(1);
  expect(seen).toEqual(seen.map(() => ({ music: folder })));
});

test('what people accepted is written where its own account has it', async () => {
  const { ben, seen, origin } = await annAndBen();
  await written(ben, [origin]);
  seen.length = 0;
  await ben.run(reviewed().pipe(apply())).done;
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.some(isAnns)).toBe(false);
});

test('a sink used alone sees no root of another account', async () => {
  const { ben, seen } = await annAndBen();
  const subjects = pipeline({
    name: 'alone',
    async *start() {
      yield {
        kind: 'album' as const,
        id: 'x',
        title: 'x',
        creators: [],
        targets: [{ sink: 'shelf', id: 'music:Sure One', fields: {} }],
      };
    },
  });
  await ben.run(subjects.pipe(transcode({ profile: 'opus', sink: 'shelf' }))).done;
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).toEqual(seen.map(() => ({})));
});

test('a check sees no root of another account', async () => {
  const { ann, ben, seen } = await annAndBen();
  await ben.check();
  expect(seen).toEqual([{}]);
  expect(ann.earmark.plugins.length).toBeGreaterThan(ben.plugins.length);
});

test('the desk of an account shows and answers nothing of another', async () => {
  const { ann, ben } = await annAndBen();
  await ann.earmark.run(ann.tag()).done;
  const [review] = await ann.earmark.reviews.list();
  expect(await ben.reviews.list()).toEqual([]);
  await expect(
    ben.reviews.answer(review?.decision ?? '', { status: 'accepted', by: 'ben' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('an account has no source, policy, sink or band of another', async () => {
  const { earmark } = await house({ bands: { auto: 0.5, review: 0.4 } });
  const other = earmark.for('other');
  expect(other.own).toEqual({});
  expect(other.plugins.map(({ kind }) => kind)).toEqual(['lock']);
  let bands: unknown;
  const look = pipeline({
    name: 'look',
    async *start(run) {
      bands = run.bands;
      yield 1;
    },
  });
  await other.run(look).done;
  expect(bands).toEqual({ auto: 0.95, review: 0.8 });
});

test('an account keeps what it was given until it is given something else', async () => {
  const { ben, ann, sink } = await annAndBen();
  expect(ann.earmark.for('ben')).toBe(ben);
  expect(namesOf(ben)).toContain(sink.name);
  ann.earmark.for('ben', { roots: { music: '/new' } });
  expect(ben.own).toEqual({ roots: { music: '/new' } });
  expect(namesOf(ben)).not.toContain(sink.name);
});

test('nobody writes below a root that another account has', async () => {
  const earmark = await createEarmark({
    account: 'ann',
    store: createMemoryStore(),
    roots: { a: '/music' },
    log: quiet,
  });
  const empty = pipeline<never>({ name: 'empty', async *start() {}, writes: true });
  expect((await earmark.run(empty).done).outcome).toBe('completed');
  const ben = earmark.for('ben', { roots: { b: '/music/ben' } });
  expect((await ben.run(empty).done).fault).toMatchObject({ code: 'conflict' });
});
