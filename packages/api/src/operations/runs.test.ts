import { pipeline, type Recipe } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
/** It writes, and goes on until it is stopped. */
const writer: Recipe = {
  name: 'writer',
  pipeline: () =>
    pipeline({
      name: 'writer',
      writes: true,
      async *start({ signal }) {
        yield 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    }),
};
beforeAll(async () => {
  house = await createHouse({ recipes: [writer] });
  ({ key } = await house.setUp());
});
afterAll(() => house.close());

test('a run that cannot begin, as another one writes, is refused and not promised', async () => {
  const start = () => house.ask('/api/runs', { key, body: { recipe: 'writer' } });
  const first = await start();
  expect(first.status).toBe(202);
  const second = await start();
  expect([second.status, await second.json()]).toEqual([
    423,
    expect.objectContaining({ code: 'locked' }),
  ]);
  const { run } = (await first.json()) as { readonly run: string };
  const stopped = await house.ask(`/api/runs/${run}/stop`, { key, method: 'POST' });
  expect(stopped.status).toBe(202);
});

test('two runs are compared by what they decided', async () => {
  const { journal } = await house.earmark.store();
  for (const id of ['one', 'two'])
    await journal.startRun({ id, pipeline: 'tag', startedAt: 1, counts: {}, host: 'h', pid: 1 });
  const record = (run: string, subject: string, genre: string, at: number) => ({
    run,
    at,
    title: subject,
    decision: {
      ...{ id: `${subject}-${genre}`, subject, field: 'genre', before: [], after: [genre] },
      ...{ belief: 1, confidence: 1, band: 'auto' as const, reasons: [], silent: [] },
    },
  });
  await journal.saveDecisions([
    record('one', 'alike', 'Rock', 1),
    record('one', 'changed', 'Pop', 2),
    record('one', 'gone', 'Jazz', 3),
  ]);
  await journal.saveDecisions([
    record('two', 'alike', 'Rock', 4),
    record('two', 'changed', 'Soul', 5),
    record('two', 'new', 'Folk', 6),
  ]);
  const answer = await house.ask('/api/runs/one/compare/two', { key });
  expect(await answer.json()).toMatchObject({
    ...{ same: 1, different: 1, onlyOne: 1, onlyOther: 1, more: false },
    items: [
      { subject: 'changed', one: { after: ['Pop'] }, other: { after: ['Soul'] } },
      { subject: 'gone', one: { after: ['Jazz'] } },
      { subject: 'new', other: { after: ['Folk'] } },
    ],
  });
  expect((await house.ask('/api/runs/one/compare/nothing', { key })).status).toBe(404);
});

test('of a dry run one sees what it would have changed, in pages', async () => {
  const { journal } = await house.earmark.store();
  await journal.startRun({
    id: 'dry',
    pipeline: 'tag',
    startedAt: 1,
    counts: {},
    host: 'h',
    pid: 1,
  });
  await journal.savePlans(
    ['a', 'b', 'c'].map((file) => ({
      run: 'dry',
      sink: 'tags',
      at: 1,
      decisions: [],
      status: file === 'c' ? ('failed' as const) : ('abandoned' as const),
      plan: {
        id: `plan-${file}`,
        change: { id: `change-${file}`, target: { sink: 'tags', id: file }, set: {} },
        diff: [{ field: 'genre', before: ['Rock'], after: ['Jazz'] }],
      } as never,
    })),
  );
  const seen: unknown[] = [];
  for (let path = '/api/runs/dry/diff?limit=1'; ; ) {
    const page = (await (await house.ask(path, { key })).json()) as {
      readonly items: readonly { readonly status: string; readonly after: readonly string[] }[];
      readonly next?: string;
    };
    seen.push(...page.items.map(({ status, after }) => [status, ...after]));
    if (page.next === undefined) break;
    path = `/api/runs/dry/diff?limit=1&after=${page.next}`;
  }
  expect(seen).toEqual([
    ['abandoned', 'Jazz'],
    ['abandoned', 'Jazz'],
    ['failed', 'Jazz'],
  ]);
});

test('a body that may be left out is left out', async () => {
  const undo = await house.ask('/api/runs/dry/undo', { key, method: 'POST' });
  expect(undo.status).not.toBe(415);
  expect((await house.ask('/api/runs', { key, method: 'POST' })).status).toBe(415);
});

test('views are a person’s own', async () => {
  const ann = (await house.resident('Ann', 'anna', 'viewer')).key;
  const view = (name: string) => `/api/views/${encodeURIComponent(name)}`;
  const save = { key: ann, method: 'PUT', body: { query: 'genre=Jazz&sort=year' } };
  expect((await house.ask(view('Old jazz'), save)).status).toBe(204);
  expect(await (await house.ask('/api/views', { key: ann })).json()).toEqual({
    items: [{ name: 'Old jazz', query: 'genre=Jazz&sort=year' }],
  });
  expect(await (await house.ask('/api/views', { key })).json()).toEqual({ items: [] });
  await house.ask(view('Old jazz'), { key: ann, method: 'DELETE' });
  expect(await (await house.ask('/api/views', { key: ann })).json()).toEqual({ items: [] });
});
