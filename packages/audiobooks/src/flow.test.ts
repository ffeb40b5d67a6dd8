import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecipeContext } from '@earmark/core';
import { expect, test } from 'vitest';
import { createHouse, type HouseOptions } from './__tests__/house.ts';
import { createBookRecipes, createBookRecords, type PhaseReport } from './index.ts';

const wish = { title: 'Edgedancer', creators: ['Brandon Sanderson'] };
const place =
  'Brandon Sanderson/The Stormlight Archive/Vol 2.5 - Edgedancer {Kate Reading} [B01N5AX61W]';

async function wished(options: HouseOptions = {}) {
  const house = await createHouse(options);
  const { records } = await house.kept.shared();
  const books = createBookRecords(records, 'default', house.clock);
  await books.wish(wish);
  return { house, books };
}

test('from a wish to a described book: nothing without a yes, and then all of it', async () => {
  const { house, books } = await wished();
  await using _ = house;
  const { audiobooks, run } = await house.start();
  const first = await run(audiobooks.all({ dryRun: false }));
  expect(first.result.outcome).toBe('completed');
  expect(first.items.map(({ phase }) => phase)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(first.items.filter(({ ok }) => !ok)).toEqual([]);
  expect(house.client.added).toBe(0);

  const [offer] = await books.offers.all();
  expect(offer).toMatchObject({ fits: true, finder: 'mam', offer: '777' });
  await books.choose(offer?.id ?? '', 'anna');
  await run(audiobooks.downloads());
  expect(await books.downloads.get('mam-777')).toMatchObject({ state: 'downloading' });

  await house.client.finish();
  await run(audiobooks.downloads());
  expect(await books.downloads.get('mam-777')).toMatchObject({
    state: 'scanned',
    books: [{ folder: join(house.library, place) }],
  });
  expect((await stat(join(house.library, place, 'Edgedancer.m4b'))).nlink).toBe(2);
  expect(await readdir(join(house.library, place))).toEqual(['Edgedancer.m4b', 'cover.jpg']);
  expect(await readdir(house.library)).toEqual(['Brandon Sanderson']);

  // Its tags call it something else: it is found by its folder.
  house.server.put({ id: 'b1', title: 'Track 1', path: `/books/${place}`, duration: 3_600 });
  await run(audiobooks.downloads());
  expect(await books.downloads.get('mam-777')).toMatchObject({ state: 'done' });
  const { reviews } = await house.kept.account('default');
  const pending = await reviews.list({ status: 'pending' });
  expect(pending.map(({ field, after }) => `${field}: ${after}`)).toEqual(
    expect.arrayContaining(['narrator: Kate Reading', 'asin: B01N5AX61W']),
  );
  expect((await books.wishes.all())[0]?.status).toBe('met');
});

test('a dry run asks, and changes nothing', async () => {
  const { house, books } = await wished({ audiobooks: { rule: { perDay: 5 } } });
  await using _ = house;
  const { audiobooks, run } = await house.start();
  const { items } = await run(audiobooks.all());
  const told = items.find(({ phase }: PhaseReport) => phase === 5);
  expect(told?.lines).toEqual(['Would add: Edgedancer (Unabridged) [m4b]']);
  expect(await books.downloads.all()).toEqual([]);
  expect(house.server.patches).toEqual([]);
});

test('a dry run shows the tree that would be linked, and links nothing', async () => {
  const { house, books } = await wished();
  await using _ = house;
  const { audiobooks, run } = await house.start();
  await run(audiobooks.search());
  const [offer] = await books.offers.all();
  await books.choose(offer?.id ?? '', 'anna');
  const told = async () =>
    (await run(audiobooks.all())).items.find(({ phase }: PhaseReport) => phase === 5)?.lines;
  expect(await told()).toEqual([
    'Edgedancer (Unabridged) [m4b]: it would be added to the download client',
  ]);
  await run(audiobooks.downloads());
  expect((await told())?.[0]).toContain('it is loading');
  await house.client.finish();
  expect(await told()).toEqual([
    `Edgedancer (Unabridged) [m4b]: complete; it would be linked into ${house.library}`,
    `  ${place}/`,
    '    Edgedancer.m4b',
    '    cover.jpg',
  ]);
  expect(await readdir(house.library)).toEqual([]);
  expect(await books.downloads.get('mam-777')).toMatchObject({ state: 'downloading' });
});

test('a run asks the client for what is ours, and never by the check that tries a refused password again', async () => {
  const { house } = await wished();
  await using _ = house;
  let checked = 0;
  house.client.plugin.check = async () => {
    checked += 1;
    return [];
  };
  const { audiobooks, run } = await house.start();
  const { items } = await run(audiobooks.all());
  expect(items.find(({ phase }: PhaseReport) => phase === 4)?.lines).toContain(
    'client: answers; 0 of its downloads are ours',
  );
  expect(checked).toBe(0);
});

test('a rule adds what fits, within the day’s number', async () => {
  const { house, books } = await wished({ audiobooks: { rule: { perDay: 1 } } });
  await using _ = house;
  const { audiobooks, run } = await house.start();
  await run(audiobooks.all({ dryRun: false }));
  expect(await books.downloads.all()).toMatchObject([{ id: 'mam-777', by: 'rule' }]);
});

test('the site’s limit of downloads that are not seeded yet is kept, with the reserve', async () => {
  const { house, books } = await wished({ site: { user: { unsat: { count: 40, limit: 50 } } } });
  await using _ = house;
  const { audiobooks, run } = await house.start();
  await run(audiobooks.search());
  const [offer] = await books.offers.all();
  await books.choose(offer?.id ?? '', 'anna');
  await run(audiobooks.downloads());
  expect(await books.downloads.get('mam-777')).toMatchObject({
    state: 'chosen',
    reason: expect.stringContaining('40 downloads are not seeded long enough'),
  });
  expect(house.client.added).toBe(0);
});

test('what its user removed from the client is gone, and not added again', async () => {
  const { house, books } = await wished();
  await using _ = house;
  const { audiobooks, run } = await house.start();
  await run(audiobooks.search());
  const [offer] = await books.offers.all();
  await books.choose(offer?.id ?? '', 'anna');
  await run(audiobooks.downloads());
  house.client.downloads.clear();
  await run(audiobooks.downloads());
  expect(await books.downloads.get('mam-777')).toMatchObject({ state: 'gone' });
  await run(audiobooks.downloads());
  expect(house.client.added).toBe(1);
});

test('an import is taken back: its links are gone, the client’s files and what was added there stay', async () => {
  const { house, books } = await wished();
  await using _ = house;
  const { audiobooks, run, earmark } = await house.start();
  await run(audiobooks.search());
  const [offer] = await books.offers.all();
  await books.choose(offer?.id ?? '', 'anna');
  await house.client.finish();
  await run(audiobooks.downloads());
  await run(audiobooks.unlink('mam-777'));
  expect(await readdir(join(house.folder.path, 'downloads/Edgedancer'))).toHaveLength(2);
  await expect(stat(join(house.library, place))).rejects.toThrow();
  expect(await books.downloads.get('mam-777')).toMatchObject({ state: 'held', books: [] });
  await books.retry('mam-777');
  await run(audiobooks.downloads());
  expect((await stat(join(house.library, place, 'Edgedancer.m4b'))).nlink).toBe(2);
  const { done } = earmark.run(audiobooks.unlink('nothing'));
  expect((await done).fault?.code).toBe('not-found');
});

test('the ways have names, and refuse a request that they do not know', async () => {
  const { house } = await wished();
  await using _ = house;
  const { audiobooks } = await house.start();
  const recipes = createBookRecipes(() => audiobooks);
  expect(recipes.map(({ name }) => name)).toContain('books-enrich');
  const context = { account: 'default' } as RecipeContext;
  expect(() => recipes[0]?.pipeline({ dry: true }, context)).toThrow('recipe books');
  expect((await recipes[0]?.pipeline({ dryRun: true }, context))?.writes).toBe(false);
});

test('no cookie is in any record', async () => {
  const { house, books } = await wished();
  await using _ = house;
  const { audiobooks, run } = await house.start();
  await run(audiobooks.all({ dryRun: false }));
  const all = [await books.offers.all(), await books.wishes.all(), await books.downloads.all()];
  expect(JSON.stringify(all)).not.toContain('synthetic-session');
});

/** Short by default: every call of the short way, killed before and after it. */
const step = process.env.EARMARK_SOAK === '1' ? 1 : 7;

test('killed at any call, before or after it, the next process ends the same: added once, linked once', async () => {
  const ways = [];
  for (let call = 1; call < 400; call += step) {
    for (const after of [false, true]) {
      const { house, books } = await wished();
      await using _ = house;
      const first = await house.start();
      await first.run(first.audiobooks.search());
      const [offer] = await books.offers.all();
      await books.choose(offer?.id ?? '', 'anna');
      await house.client.finish();
      house.server.put({ id: 'b1', title: 'Track 1', path: `/books/${place}`, duration: 3_600 });
      house.kill.arm(call, after);
      await first.run(first.audiobooks.downloads());
      const killed = house.kill.happened;
      const second = await house.start();
      await second.run(second.audiobooks.downloads());
      expect(await books.downloads.get('mam-777'), `call ${call}`).toMatchObject({ state: 'done' });
      expect(house.client.added).toBe(1);
      expect((await stat(join(house.library, place, 'Edgedancer.m4b'))).nlink).toBe(2);
      expect(house.site.refused).toBe(0);
      ways.push(killed);
    }
    if (!ways.at(-1)) break;
  }
  expect(ways.filter(Boolean).length).toBeGreaterThan(5);
});
