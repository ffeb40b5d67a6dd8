import { expect, test } from 'vitest';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { apply } from '../stages/apply.ts';
import { reviewed } from '../stages/reviewed.ts';
import { house } from './house.ts';

test('the request of a run survives its resumption', async () => {
  const { earmark, tag } = await house();
  const { run } = await earmark.run(tag(), { request: { command: 'tag' } }).done;
  await earmark.run(tag(), { resume: run }).done;
  const { journal } = await earmark.store();
  expect((await journal.run(run))?.request).toEqual({ command: 'tag' });
});

test.each(['stopped', 'killed'])('the counts of a %s run go on where it ended', async (how) => {
  const store = createMemoryStore();
  const { earmark, tag, options } = await house({ store });
  const { journal } = await earmark.store();
  const run = earmark.run(tag());
  const { finishSubject } = journal;
  const dead = new Promise<never>(() => {});
  // The first album is finished, and then the process ends: at once, or with an end in the journal.
  const ended = new Promise<void>((resolve) => {
    journal.finishSubject = async (...first) => {
      await finishSubject(...first);
      journal.finishSubject = finishSubject;
      resolve();
      if (how === 'killed') await dead;
      void run.stop();
    };
  });
  await ended;
  if (how === 'stopped') await run.done;
  const next = how === 'stopped' ? earmark : await createEarmark({ ...options, store });
  const { counts } = await next.run(tag(), { resume: run.id }).done;
  const whole = await (await house()).earmark.run(tag()).done;
  expect(counts).toMatchObject({ subjects: 4, resumed: 1, applied: 2, planned: 2, decisions: 3 });
  expect(counts).toMatchObject({ auto: 2, queued: 1, review: 1 });
  expect((await journal.run(run.id))?.counts).toEqual(counts);
  expect(whole.counts.subjects).toBe(counts.subjects);
});

test('another pipeline cannot go on with a run', async () => {
  const { earmark, tag } = await house();
  const { run } = await earmark.run(tag()).done;
  const { fault } = await earmark.run(reviewed().pipe(apply()), { resume: run }).done;
  expect(fault).toMatchObject({ code: 'config', message: expect.stringContaining('reviewed') });
});
