import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import { pipeline } from '../pipeline/pipeline.ts';
import type { Hints } from '../spec.ts';
import { apply } from '../stages/apply.ts';
import { reviewed } from '../stages/reviewed.ts';
import { genreOf, house, quiet } from './house.ts';

type House = Awaited<ReturnType<typeof house>>;

/** The sink is stopped while it plans for the first time, and hears it. */
function stoppedWhilePlanning({ sink }: House, stop: () => unknown) {
  const { plan } = sink;
  sink.plan = async (change, ctx) => {
    sink.plan = plan;
    stop();
    ctx.signal.throwIfAborted();
    return plan(change, ctx);
  };
}

test('what a person accepted is still to be written after a stop while it was planned', async () => {
  const made = await house({ bands: { auto: 1, review: 0.1 } });
  const { earmark, files, tag } = made;
  await earmark.run(tag()).done;
  await earmark.reviews.acceptAll({ text: 'Sure One' }, 'me');
  const run = earmark.run(reviewed().pipe(apply()));
  stoppedWhilePlanning(made, () => run.stop());
  expect((await run.done).outcome).toBe('stopped');
  expect(genreOf(files, 'Sure One')).toEqual(['Pop']);
  expect(await earmark.reviews.count({ status: 'accepted' })).toBe(1);
  await earmark.run(reviewed().pipe(apply())).done;
  expect(genreOf(files, 'Sure One')).toEqual(['Rock']);
});

test('a resumed run writes what a stop left unplanned', async () => {
  const made = await house();
  const { earmark, sink, tag } = made;
  const run = earmark.run(tag());
  stoppedWhilePlanning(made, () => run.stop());
  expect((await run.done).outcome).toBe('stopped');
  await earmark.run(tag(), { resume: run.id }).done;
  expect(sink.writes).toEqual(['music:Sure One', 'music:Sure Two']);
});

test('a sink that gives up though nobody stopped the run has failed', async () => {
  const { earmark, sink, tag } = await house();
  sink.plan = async () => {
    throw new EarmarkError('aborted', 'the tag reader was closed');
  };
  expect((await earmark.run(tag()).done).counts).toMatchObject({ failed: 2 });
});

test('nothing is decided on hints that a stop cut short', async () => {
  const hints: Hints = {
    spec: 1,
    kind: 'hints',
    name: 'stopping',
    async hints(_subject, { signal }) {
      void run.stop();
      signal.throwIfAborted();
      return [];
    },
  };
  const { earmark, tag } = await house({ hints: [hints] });
  const run = earmark.run(tag());
  const { outcome, counts } = await run.done;
  expect([outcome, counts.decisions]).toEqual(['stopped', undefined]);
});

test('a stop covers up no failure: a receipt that cannot be written has failed the run', async () => {
  const errors: string[] = [];
  const log = { ...quiet, error: (message: string) => void errors.push(message) };
  const { earmark, tag } = await house({ log });
  const { journal } = await earmark.store();
  const run = earmark.run(tag());
  journal.saveReceipt = async () => {
    void run.stop();
    throw new Error('disk full');
  };
  expect(await run.done).toMatchObject({ outcome: 'failed', fault: { message: 'disk full' } });
  expect(errors).toEqual([`run ${run.id} failed`]);
  expect((await journal.run(run.id))?.outcome).toBe('failed');
});

test('whatever reason the caller gives for a stop, it is no failure', async () => {
  const { earmark } = await house();
  const stopping = new AbortController();
  const { outcome, fault } = await earmark.run(
    pipeline({
      name: 'stopped',
      async *start({ signal }) {
        stopping.abort(new TypeError('enough'));
        signal.throwIfAborted();
        yield 1;
      },
    }),
    { signal: stopping.signal },
  ).done;
  expect([outcome, fault]).toEqual(['stopped', undefined]);
});
