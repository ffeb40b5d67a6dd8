import { EarmarkError } from '@earmark/spec';
import { describe, expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house, quiet, titles } from '../__tests__/house.ts';
import type { EarmarkOptions } from '../earmark.ts';
import type { Envelope } from '../events/bus.ts';
import type { Candidate, Fields, Policy, Proposal, Sink, Source } from '../spec.ts';
import { albums } from '../stages/albums.ts';
import { enrich } from '../stages/enrich.ts';

const never = () => new Promise<never>(() => {});
const source = (more: object): Source => ({
  spec: 1,
  kind: 'source',
  name: 'odd',
  answers: ['album'],
  find: async () => [],
  ...more,
});
const proposing = (...proposals: readonly object[]): Policy => ({
  spec: 1,
  kind: 'policy',
  name: 'odd',
  fields: ['genre'],
  propose: () => proposals as readonly Proposal[],
});
const rock = { field: 'genre', after: ['Rock'], belief: 0.9, reasons: [] };

/** What was told of a run of a house with these things. */
async function told(more: EarmarkOptions, change: (sink: Sink) => Partial<Sink> = () => ({})) {
  const made = await house(more);
  Object.assign(made.sink, change({ ...made.sink }));
  const run = made.earmark.run(made.tag());
  const events: Envelope[] = [];
  run.onAny((event) => events.push(event));
  const result = await run.done;
  const faults = events.flatMap((event) => ('fault' in event ? [event.fault] : []));
  return { ...made, result, faults, events };
}

describe('what a plugin gives back', () => {
  const claim = { field: 'genre', value: 'Rock', strength: 1, level: 'release' };
  const candidate = { id: 'c', title: 'Sure One', creators: ['Band'], claims: [claim] };

  test.each<[string, unknown, RegExp]>([
    ['no list', undefined, /source odd: find must be a list/],
    ['a candidate without an id', [{ ...candidate, id: undefined }], /find\[0\]\.id/],
    ['a candidate without creators', [{ ...candidate, creators: undefined }], /creators/],
    ['nothing at all in the list', [null], /find\[0\] must be an object/],
    [
      'a strength that is no number',
      [{ ...candidate, claims: [{ ...claim, strength: Number.NaN }] }],
      /claims\[0\]\.strength must be a number from 0 to 1, not NaN/,
    ],
  ])('a source that gives %s is named, and is silent', async (_what, found, message) => {
    const { faults, result } = await told({
      sources: [source({ find: async () => found as readonly Candidate[] })],
    });
    expect(faults[0]).toMatchObject({
      code: 'bad-response',
      message: expect.stringMatching(message),
    });
    expect(result.counts).toMatchObject({ 'source-failures': 4, undecided: 4 });
  });

  test('what a plugin throws that nobody foresaw is told with its name, and logged with its place', async () => {
    const lines: unknown[] = [];
    const log = { ...quiet, error: (_: string, fields?: object) => void lines.push(fields) };
    const { faults } = await told({
      log,
      sources: [
        source({
          find: () => {
            throw new TypeError("Cannot read properties of undefined (reading 'id')");
          },
        }),
      ],
    });
    expect(faults[0]?.message).toMatch(/^the source odd failed in find: Cannot read/);
    expect(lines[0]).toMatchObject({ stack: expect.stringContaining('guard.test') });
  });

  test.each<[string, Partial<Record<keyof Sink, unknown>>, RegExp]>([
    [
      'a plan without a fingerprint',
      { plan: async () => ({ id: 'p', diff: [] }) },
      /sink shelf: plan/,
    ],
    ['no receipt', { apply: async () => undefined }, /sink shelf: apply must be an object/],
  ])('a sink that gives %s fails its target, not the run', async (_what, more, message) => {
    const { faults, result } = await told({}, () => more as Partial<Sink>);
    expect(result.outcome).toBe('completed');
    expect(result.counts.failed).toBe(2);
    expect(faults[0]?.message).toMatch(message);
  });

  test('an origin that gives no subject is named', async () => {
    const { earmark } = await house();
    const origin = albumsOrigin([], new Map<string, Fields>());
    const odd = {
      ...origin,
      async *subjects() {
        yield { id: 'x' } as never;
      },
    };
    const { fault } = await earmark.run(albums(odd).pipe(enrich())).done;
    expect(fault?.message).toMatch(/origin shelf-origin: subjects\.kind must be one of/);
  });
});

describe('what a policy proposes', () => {
  test.each<[string, readonly object[], RegExp]>([
    ['another field', [{ ...rock, field: 'title' }], /field must be one of genre, not "title"/],
    ['a belief of 7', [{ ...rock, belief: 7 }], /belief must be a number from 0 to 1, not 7/],
    ['a belief that is no number', [{ ...rock, belief: Number.NaN }], /not NaN/],
    ['one field twice', [rock, { ...rock, after: ['Jazz'] }], /proposed once/],
    [
      'one target of a field twice',
      [
        { ...rock, targets: ['a', 'b'] },
        { ...rock, targets: ['b'] },
      ],
      /proposed once for b/,
    ],
    ['values that are no list', [{ ...rock, after: 'Rock' }], /after must be a list/],
  ])('%s is refused and named, and nothing is written', async (_what, proposals, message) => {
    const { events, sink, result } = await told({ policies: [proposing(...proposals)] });
    const failed = events.find(({ event }) => event === 'plugin-failed');
    expect(failed).toMatchObject({
      plugin: 'odd',
      fault: { code: 'bad-response', message: expect.stringMatching(message) },
    });
    expect(sink.writes).toEqual([]);
    expect(result).toMatchObject({ outcome: 'completed', counts: { 'plugin-failures': 4 } });
  });

  test('the bug of one policy leaves the others alone', async () => {
    const broken: Policy = {
      ...proposing(),
      fields: ['label'],
      propose: () => {
        throw new Error('oops');
      },
    };
    const made = await house();
    const { sink, result } = await told({ policies: [broken, ...made.options.policies] });
    expect(sink.writes).toHaveLength(2);
    expect(result.counts['plugin-failures']).toBe(4);
  });

  test('a field that nobody measured waits for a yes, however sure the policy is', async () => {
    const policy: Policy = {
      ...proposing({ ...rock, field: 'label', after: ['Warp'], belief: 1 }),
      fields: ['label'],
    };
    const { earmark, sink } = await told({ policies: [policy] });
    expect(sink.writes).toEqual([]);
    expect(await earmark.reviews.count({ status: 'pending', field: 'label' })).toBe(4);
  });

  test('what is no guess needs no measure: it is taken at its word', async () => {
    const policy: Policy = {
      ...proposing({ ...rock, field: 'label', after: ['Warp'], belief: 1, uncalibrated: true }),
      fields: ['label'],
    };
    const { sink } = await told({ policies: [policy] });
    expect(sink.writes).toHaveLength(titles.length);
  });

  test('fifty answers of people are a measure', async () => {
    const policy: Policy = {
      ...proposing({ ...rock, field: 'label', after: ['Warp'], belief: 1 }),
      fields: ['label'],
    };
    const { earmark, sink, tag } = await house({ policies: [policy] });
    const right = { field: 'label', belief: 1, right: true, at: 0 };
    await (await earmark.shared()).addSamples(Array.from({ length: 50 }, () => right));
    await earmark.run(tag()).done;
    expect(sink.writes).toHaveLength(titles.length);
  });
});

describe('a mute plugin', () => {
  const short = { slowMs: 0, readMs: 1, writeMs: 1, graceMs: 1 };

  test('that is a source is called slow, and then silent', async () => {
    const { events, result } = await told({
      sources: [source({ find: never })],
      patience: short,
    });
    expect(events.find(({ event }) => event === 'plugin-slow')).toMatchObject({
      plugin: 'odd',
      method: 'find',
    });
    expect(result).toMatchObject({
      outcome: 'failed',
      fault: { message: expect.stringMatching(/no source answered: .*did not end find/) },
    });
  });

  test.each(['plan', 'apply'] as const)('does not hang a run in %s', async (method) => {
    const { result } = await told({ patience: short }, () => ({ [method]: never }));
    expect(result).toMatchObject({ outcome: 'completed', counts: { failed: 2 } });
  });

  test('does not hang a run in recover, and writes nothing', async () => {
    const { result, sink } = await told({ patience: short }, () => ({ recover: never }));
    expect(result).toMatchObject({
      outcome: 'failed',
      fault: { message: expect.stringContaining('recover') },
    });
    expect(sink.writes).toEqual([]);
  });

  test('in the middle of a change does not hang a stop, and its plan stays open for the next run', async () => {
    const made = await house();
    const { apply } = made.sink;
    made.sink.apply = never;
    const run = made.earmark.run(made.tag());
    run.on('change-planned', () => void setImmediate(() => run.stop({ graceMs: 1 })));
    expect((await run.done).outcome).toBe('stopped');
    const { journal } = await made.earmark.store();
    expect(await journal.plans({ status: 'planned' })).toHaveLength(1);
    made.sink.apply = apply;
    expect((await made.earmark.run(made.tag()).done).counts.applied).toBe(2);
    expect(await journal.plans({ status: 'planned' })).toHaveLength(0);
  });

  test('does not hang a close', async () => {
    const { earmark, tag } = await house({
      sources: [source({ find: never, close: never })],
    });
    const run = earmark.run(tag());
    await new Promise<void>((resolve) => run.on('subject-found', () => resolve()));
    await expect(earmark.close({ graceMs: 1 })).rejects.toThrow(/the source odd did not end close/);
    expect((await run.done).outcome).toBe('stopped');
  });
});

test('a value that may not be seen is in no fault, event or line of the log', async () => {
  const lines: string[] = [];
  const line = (message: string, fields?: object) =>
    void lines.push(message + JSON.stringify(fields));
  const secret = 'very-secret-token';
  const made = await house({
    log: { debug: line, info: line, warn: line, error: line },
    sources: [
      source({
        find: async (_: object, { log }: { log: typeof quiet & { info: typeof line } }) => {
          log.info(`asking with ${secret}`, { secret });
          throw new EarmarkError('auth', `${secret} was refused`, { plugin: 'odd' });
        },
      }),
    ],
    credentials: { 'odd.token': secret },
  });
  const events: Envelope[] = [];
  made.earmark.onAny((event) => events.push(event));
  const result = await made.earmark.run(made.tag()).done;
  expect(lines.join()).toContain('asking with');
  expect(JSON.stringify([lines, events, result])).not.toContain(secret);
});
