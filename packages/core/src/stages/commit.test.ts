import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import { genreOf, house } from '../__tests__/house.ts';
import { createMemoryStore } from '../memory/index.ts';
import { createMemoryLock } from '../run/memory-lock.ts';
import type { ErrorCode, Sink } from '../spec.ts';
import { apply } from './apply.ts';
import { reviewed } from './reviewed.ts';

const throwing = (code: ErrorCode) => () => {
  throw new EarmarkError(code, 'the disk answered late');
};
const statuses = async ({ earmark }: Awaited<ReturnType<typeof house>>) => {
  const { journal } = await earmark.store();
  return (await journal.plans({})).map(({ status }) => status);
};

test('a change that was made has its receipt though its sink failed afterwards, and can be undone', async () => {
  const made = await house({}, { after: throwing('io') });
  const { earmark, files, tag } = made;
  const { run, counts } = await earmark.run(tag()).done;
  expect(counts).toMatchObject({ applied: 2 });
  expect(counts.failed).toBeUndefined();
  expect(await statuses(made)).toEqual(['applied', 'applied']);
  expect(genreOf(files, 'Sure One')).toEqual(['Rock']);
  await earmark.undo(run).done;
  expect(genreOf(files, 'Sure One')).toEqual(['Pop']);
});

test('a change that was not made has failed', async () => {
  const made = await house({}, { before: throwing('io') });
  expect((await made.earmark.run(made.tag()).done).counts).toMatchObject({ failed: 2 });
  expect(await statuses(made)).toEqual(['failed', 'failed']);
});

test('a change that its sink gave up has failed, unless somebody stopped the run', async () => {
  const made = await house({}, { before: throwing('aborted') });
  expect((await made.earmark.run(made.tag()).done).counts).toMatchObject({ failed: 2 });
  expect(await statuses(made)).toEqual(['failed', 'failed']);
  const stopped = await house(
    {},
    {
      before() {
        void run.stop();
        throw new EarmarkError('aborted', 'stopped by the caller');
      },
    },
  );
  const run = stopped.earmark.run(stopped.tag());
  expect((await run.done).counts.failed).toBeUndefined();
  expect(await statuses(stopped)).toEqual(['abandoned']);
});

test('what somebody else wrote in the meantime gets no receipt of ours, and is no failure where it is as wanted', async () => {
  const made = await house({}, { after: throwing('conflict') });
  const { counts } = await made.earmark.run(made.tag()).done;
  expect([counts.skipped, counts.failed]).toEqual([2, undefined]);
  const { journal } = await made.earmark.store();
  expect(await journal.receipts({})).toEqual([]);
  const other = await house(
    {},
    {
      before(target) {
        other.files.set(target, { genre: ['Theirs'] });
        throw new EarmarkError('conflict', 'it changed');
      },
    },
  );
  expect((await other.earmark.run(other.tag()).done).counts).toMatchObject({ failed: 2 });
});

test('many at the same files: each says what others hold or have just done, and nothing is done twice', async () => {
  const locks = createMemoryLock();
  const made = await house({ locks, leases: 'target' });
  const { earmark, files, tag } = made;
  const held = await locks.acquire('music:Sure One', {});
  const plan: Sink['plan'] = made.sink.plan;
  // What was planned is written by another process before this one has the lock.
  made.sink.plan = async (change, ctx) => {
    const planned = await plan(change, ctx);
    if (change.target === 'music:Sure Two') files.set(change.target, { genre: ['Jazz'] });
    return planned;
  };
  const run = earmark.run(tag());
  const told: string[] = [];
  run.on('change-skipped', ({ fault }) => void told.push(fault.message));
  const { counts } = await run.done;
  expect([counts.skipped, counts.failed, counts.applied]).toEqual([2, undefined, undefined]);
  expect(told.sort()).toEqual([
    expect.stringMatching(/Sure One is held by/),
    expect.stringMatching(/Sure Two was written by somebody else/),
  ]);
  expect(await statuses(made)).toEqual(['abandoned', 'abandoned']);
  await held.release();
  made.sink.plan = plan;
  expect((await earmark.run(tag()).done).counts).toMatchObject({ applied: 1 });
  expect(made.sink.writes).toEqual(['music:Sure One']);
});

test('a plan whose end nobody can tell now is failed for this run, and told by the next one', async () => {
  const store = createMemoryStore();
  const made = await house({ store }, { after: throwing('io') });
  const { earmark, sink, tag } = made;
  const { inspect } = sink;
  sink.inspect = throwing('io');
  expect((await earmark.run(tag()).done).counts).toMatchObject({ failed: 2 });
  expect(await statuses(made)).toEqual(['planned', 'planned']);
  sink.inspect = inspect;
  expect((await earmark.run(reviewed().pipe(apply())).done).counts).toEqual({ recovered: 2 });
  expect(await statuses(made)).toEqual(['applied', 'applied']);
});
