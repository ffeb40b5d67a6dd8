import { describe, expect, test } from 'vitest';
import { stillClock } from '../__tests__/clock.ts';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house, titles } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import { tap } from '../pipeline/stages.ts';
import type { Json } from '../spec.ts';
import { albums } from '../stages/albums.ts';
import { apply } from '../stages/apply.ts';
import { decide } from '../stages/decide.ts';
import { enrich } from '../stages/enrich.ts';
import { type Recipe, recipe } from './recipe.ts';

/** Tags whatever origin the account has. */
const tag: Recipe = recipe({
  name: 'tag',
  request: {
    safeParse: (value) => {
      const known = typeof value === 'object' && value !== null && 'dryRun' in value;
      return known
        ? { success: true, data: value as { readonly dryRun: boolean } }
        : { success: false, error: { issues: [{ path: ['dryRun'], message: 'is missing' }] } };
    },
  },
  pipeline: ({ dryRun }, { origins: [origin] }) =>
    albums(origin ?? albumsOrigin([], new Map()))
      .pipe(enrich())
      .pipe(decide())
      .pipe(apply({ dryRun })),
});

/** Two processes on one state: each has its own Earmark. */
async function twoProcesses(recipes: readonly Recipe[] = [tag]) {
  const store = createMemoryStore();
  const clock = stillClock();
  const one = await house({ store, clock, recipes });
  const origins = [albumsOrigin(titles, one.files)];
  const options = { ...one.options, origins };
  const first = await createEarmark(options);
  const second = await createEarmark(options);
  return { first, second, clock, files: one.files, sink: one.sink, options };
}

const forever: Recipe = {
  name: 'forever',
  pipeline: () =>
    pipeline({
      name: 'forever',
      async *start({ signal }) {
        yield 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    }),
};

test('a recipe is started by its name, with a request that is kept', async () => {
  const { first } = await twoProcesses();
  expect(first.recipes).toEqual(['tag']);
  const { run, counts } = await (await first.start('tag', { dryRun: false })).done;
  expect(counts.applied).toBe(2);
  const record = await (await first.store()).journal.run(run);
  expect(record).toMatchObject({ recipe: 'tag', request: { dryRun: false } });
});

test('an unknown recipe, and a request that it does not understand, are refused', async () => {
  const { first } = await twoProcesses();
  await expect(first.start('tga', {})).rejects.toMatchObject({
    code: 'config',
    message: 'Unknown recipe "tga". Recipes: tag',
  });
  await expect(first.start('tag', { dry: true })).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(/recipe tag: dryRun/),
  });
  expect(await (await first.store()).journal.runs()).toEqual([]);
});

test.each<[string, readonly unknown[]]>([
  ['two of one name', [tag, tag]],
  ['a name that is none', [{ ...tag, name: 'Tag it' }]],
  ['no recipe', [{ name: 'tag' }]],
])('createEarmark refuses %s', async (_what, recipes) => {
  await expect(createEarmark({ recipes: recipes as Recipe[] })).rejects.toMatchObject({
    code: 'config',
  });
});

describe('in two processes', () => {
  test('a run that one began is stopped by the other within a second, and resumed by it', async () => {
    const { first, second, clock } = await twoProcesses([forever]);
    const run = await first.start('forever', null);
    await new Promise<void>((resolve) => run.on('run-progressed', () => resolve()));
    expect(await second.requestStop(run.id, 'ann')).toBe(true);
    clock.advance(1000);
    expect((await run.done).outcome).toBe('stopped');
    const resumed = await second.resume(run.id);
    expect(resumed.id).toBe(run.id);
    await new Promise<void>((resolve) => resumed.on('run-progressed', () => resolve()));
    // The request of the first stop was for the first part.
    clock.advance(1000);
    expect((await (await second.store()).journal.run(run.id))?.outcome).toBeUndefined();
    await second.requestStop(run.id, 'ann');
    expect((await resumed.done).outcome).toBe('stopped');
  });

  test('what one left undone the other finishes, and nothing is done twice', async () => {
    const { first, second, files, sink } = await twoProcesses([
      {
        ...tag,
        async pipeline(request: Json, context) {
          const whole = await tag.pipeline(request, context);
          // The process of the first one ends after its first album.
          return whole.pipe(
            tap((_, run) => {
              if (sink.writes.length === 1) void first.requestStop(run.id, 'ann');
            }),
          );
        },
      },
    ]);
    const run = await first.start('tag', { dryRun: false });
    expect((await run.done).outcome).toBe('stopped');
    const { outcome, counts } = await (await second.resume(run.id)).done;
    expect(outcome).toBe('completed');
    expect(counts).toMatchObject({ subjects: 4, applied: 2, resumed: 1 });
    expect(sink.writes).toEqual(['music:Sure One', 'music:Sure Two']);
    expect(files.get('music:Sure Two')?.genre).toEqual(['Jazz']);
  });

  test('what has ended is neither stopped nor resumed', async () => {
    const { first, second } = await twoProcesses();
    const { run } = await (await first.start('tag', { dryRun: true })).done;
    expect(await second.requestStop(run, 'ann')).toBe(false);
    expect(await second.requestStop('nothing', 'ann')).toBe(false);
    await expect(second.resume(run)).rejects.toMatchObject({ code: 'conflict' });
    await expect(second.resume('nothing')).rejects.toMatchObject({ code: 'not-found' });
    const { run: other } = await first.run(await tag.pipeline({ dryRun: true }, nothing)).done;
    await expect(second.resume(other)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('not started from a recipe'),
    });
  });
});

const nothing = { origins: [] } as unknown as Parameters<Recipe['pipeline']>[1];
