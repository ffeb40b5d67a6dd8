import { createEarmark, createMemoryStore, EarmarkError } from '@earmark/core';
import { expect, test } from 'vitest';
import { bookPlugins, bookSettings, wantsBooks } from './books.ts';
import { machineLocks, standardOptions } from './compose.ts';

const contextOf = (env: Readonly<Record<string, string>>, offline = false) => ({
  env,
  account: 'default',
  state: '/nowhere',
  offline,
});
const all = {
  EARMARK_ABS_URL: 'http://127.0.0.1:1',
  EARMARK_ABS_TOKEN: 'synthetic-token',
  EARMARK_QBITTORRENT_URL: 'http://127.0.0.1:2',
  EARMARK_QBITTORRENT_KEY: 'qbt_synthetic',
  EARMARK_MAM_ID: 'synthetic-session',
  EARMARK_GOOGLE_BOOKS_KEY: 'synthetic-key',
};

test('what the environment names is there, and nothing else', async () => {
  const plugins = await bookPlugins(contextOf(all));
  expect(plugins.finders.map(({ name }) => name)).toEqual(['mam']);
  expect(plugins.downloader?.name).toBe('qbittorrent');
  expect([plugins.origin?.name, plugins.sink?.name, plugins.shelf?.kind]).toEqual([
    'abs',
    'abs',
    'shelf',
  ]);
  expect(plugins.sources.map(({ name }) => name)).toEqual(['googlebooks', 'audnexus']);
  expect(await bookPlugins(contextOf({}))).toEqual({ finders: [], sources: [] });
  expect(await bookPlugins(contextOf(all, true))).toEqual({ finders: [], sources: [] });
});

test('the names of older programs are understood', async () => {
  const older = { ABS_URL: 'http://127.0.0.1:1', ABS_TOKEN: 'x', GOOGLE_BOOKS_API_KEY: 'y' };
  expect(wantsBooks(older)).toBe(true);
  const { origin, sources } = await bookPlugins(contextOf(older));
  expect(origin?.name).toBe('abs');
  expect(sources).toHaveLength(2);
});

test('the usual composition has the recipes, the sink, the sources and the policy of books', async () => {
  const store = createMemoryStore();
  const options = await standardOptions(contextOf(all), { store });
  const earmark = await createEarmark({
    ...options,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  expect(earmark.recipes).toEqual(
    expect.arrayContaining(['books', 'books-enrich', 'books-coverage']),
  );
  const named = earmark.plugins.map(({ kind, name }) => `${kind} ${name}`);
  expect(named).toEqual(
    expect.arrayContaining(['sink abs', 'policy books', 'source audnexus', 'source googlebooks']),
  );
  await earmark.close();
});

test.each([
  [{ EARMARK_ABS_URL: 'http://127.0.0.1:1' }, /EARMARK_ABS_TOKEN/],
  [{ ...all, EARMARK_ABS_PATHS: '/books' }, /EARMARK_ABS_PATHS must be pairs/],
])('what is half set is refused by name', async (env, message) => {
  await expect(bookPlugins(contextOf(env))).rejects.toSatisfy(
    (error) => EarmarkError.is(error, 'config') && message.test(error.message),
  );
});

test('numbers of a day are whole', () => {
  expect(bookSettings({ EARMARK_BOOKS_PER_DAY: '2', EARMARK_BOOKS_FOLDER: '/books' })).toEqual({
    library: { folder: '/books' },
    rule: { perDay: 2 },
  });
  expect(() => bookSettings({ EARMARK_BOOKS_DAILY_MAX: 'many' })).toThrow(
    /EARMARK_BOOKS_DAILY_MAX/,
  );
});

test('two processes take turns at a server, which has no folder to be locked', async () => {
  const key = `abs:http://127.0.0.1:1/${process.pid}/`;
  const first = await (await machineLocks()).acquire(key, {});
  const second = (await machineLocks()).acquire(key, { waitMs: 0 });
  await expect(second).rejects.toMatchObject({ code: 'locked' });
  await first.release();
});
