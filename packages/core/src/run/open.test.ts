import { expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { pipeline } from '../pipeline/pipeline.ts';
import { tap } from '../pipeline/stages.ts';

/** The roots of a run, when an earlier one had its library in /old. */
async function rootsOf(configured: Record<string, string>, ofOrigin: Record<string, string> = {}) {
  const store = createMemoryStore();
  const { files, options, sink } = await house({ store });
  const run = async (roots: Record<string, string>, origin: Record<string, string>) => {
    const earmark = await createEarmark({ ...options, roots });
    let seen: unknown;
    const origins = [{ ...albumsOrigin([], files), roots: origin }];
    const look = pipeline({
      name: 'look',
      origins,
      async *start(context) {
        yield context.context(sink).roots;
      },
    });
    const keep = tap((roots) => {
      seen = roots;
    });
    await earmark.run(look.pipe(keep)).done;
    return seen;
  };
  await run({}, { music: '/old' });
  return run(configured, ofOrigin);
}

test('a root that nobody names is where it was before', async () => {
  expect(await rootsOf({ books: '/books' })).toEqual({ music: '/old', books: '/books' });
});

test('a library that moved is where the settings say', async () => {
  expect(await rootsOf({ music: '/new' })).toEqual({ music: '/new' });
});

test('the origin of a run knows best where its root is', async () => {
  expect(await rootsOf({ music: '/new' }, { music: '/here' })).toEqual({ music: '/here' });
});
