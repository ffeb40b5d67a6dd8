import { expect, test } from 'vitest';
import { genreOf, house } from '../__tests__/house.ts';
import { EarmarkError } from '../errors.ts';
import { createMemoryStore } from '../memory/index.ts';
import type { ErrorCode } from '../spec.ts';
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

test('what somebody else wrote in the meantime gets no receipt of ours', async () => {
  const made = await house({}, { after: throwing('conflict') });
  expect((await made.earmark.run(made.tag()).done).counts).toMatchObject({ failed: 2 });
  const { journal } = await made.earmark.store();
  expect(await journal.receipts({})).toEqual([]);
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
