import { createPluginBench, recordedAnswer } from '@earmark/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { mamId, setup, torrentFile, wish } from './__tests__/bench.ts';
import { createMamFinder } from './index.ts';
import { searchText } from './query.ts';
import { bytesIn, secondsIn } from './text.ts';

test('an offer is all that the site says, in our words', async () => {
  const { finder, ctx, site } = await setup({}, { extra: { edition: 'Edition:\\s*([^\\n<]+)' } });
  expect(await finder.search(wish('Edgedancer'), ctx)).toEqual([
    {
      id: '273200',
      url: `${site.baseUrl}/t/273200`,
      title: 'Edgedancer & Others [m4b]',
      creators: ['Brandon Sanderson'],
      narrators: ['Kate Reading'],
      series: [{ name: 'The Stormlight Archive', sequence: '2.5' }],
      language: 'eng',
      ids: { asin: 'B01N5AX61W' },
      durationSeconds: 21_600.5,
      sizeBytes: 1_042_739,
      files: 3,
      seeders: 12,
      addedAt: Date.UTC(2018, 2, 15, 12, 34, 56),
      formats: ['m4b', 'mp3'],
      free: true,
      snatched: true,
      abridged: false,
      extra: { edition: 'second' },
      claims: [],
    },
  ]);
});

test('the same search is asked once an hour', async () => {
  const { finder, ctx, site } = await setup();
  await finder.search(wish('Edgedancer'), ctx);
  await finder.search(wish('Edgedancer!'), ctx);
  expect(site.asked).toHaveLength(1);
  await ctx.clock.sleep(3_600_001);
  await finder.search(wish('Edgedancer'), ctx);
  expect(site.asked).toHaveLength(2);
});

test('nothing found is an empty list, for a search and for one offer', async () => {
  const { finder, ctx } = await setup();
  expect(await finder.search(wish('Unheard Of'), ctx)).toEqual([]);
  expect(await finder.get('77', ctx)).toBeUndefined();
  expect(await finder.get('273200', ctx)).toMatchObject({ id: '273200' });
  expect(await finder.search({ kind: 'book', title: '?!', creators: [] }, ctx)).toEqual([]);
});

test('operators of the search are words like others', () => {
  const text = searchText({
    kind: 'book',
    title: '"Dune" | -Messiah @title (1/2)!: A Novel',
    creators: ["Frank O'Herbert"],
  });
  expect(text).toBe('Dune Messiah title 1 2 Frank O Herbert');
  const series = { kind: 'book', title: '', creators: ['Brandon Sanderson'] } as const;
  expect(searchText({ ...series, series: [{ name: 'Stormlight' }] })).toBe(
    'Stormlight Brandon Sanderson',
  );
});

test('standing tells what is left, and is asked once a minute', async () => {
  const { finder, ctx, site } = await setup({
    user: {
      classname: 'Power User',
      uploaded_bytes: '300',
      downloaded_bytes: 100,
      unsat: { count: 3, limit: 100, red: false },
    },
  });
  for (let round = 0; round < 2; round += 1)
    expect(await finder.standing?.(ctx)).toEqual({
      user: 'member',
      rank: 'Power User',
      uploadedBytes: 300,
      downloadedBytes: 100,
      unsatisfied: { count: 3, limit: 100 },
    });
  expect(site.asked).toHaveLength(1);
});

test('what is free for VIPs is free for those who are', async () => {
  const torrents = [
    { id: 1, title: 'Edgedancer', author_info: '{"1":"Brandon Sanderson"}', vip: 1 },
  ];
  const member = await setup({ torrents });
  await member.finder.standing?.(member.ctx);
  expect(await member.finder.search(wish('Edgedancer'), member.ctx)).toMatchObject([
    { free: false },
  ]);
  const vip = await setup({ torrents, user: { classname: 'VIP' } });
  await vip.finder.standing?.(vip.ctx);
  expect(await vip.finder.search(wish('Edgedancer'), vip.ctx)).toMatchObject([{ free: true }]);
});

test('a torrent is its bytes; an odd id never becomes an address', async () => {
  const { finder, ctx, site } = await setup();
  expect(await finder.fetch('273200', ctx)).toEqual(torrentFile);
  await expect(finder.fetch('../jsonLoad.php', ctx)).rejects.toMatchObject({ code: 'config' });
  expect(site.asked).toEqual(['GET /tor/download.php?tid=273200']);
});

test('the documented example is an offer', async (context) => {
  const recorded = await recordedAnswer('myanonamouse/doc-example-search.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.always({ body: recorded.body });
  const finder = createMamFinder({ mamId, baseUrl: bench.server.baseUrl });
  const [offer] = await finder.search(
    wish('Love at Stake'),
    bench.context(finder, { timeoutMs: 10_000 }),
  );
  expect(offer).toMatchObject({
    id: '273200',
    creators: ['Kerrelyn Sparks'],
    sizeBytes: 6_324_306_932,
    formats: ['m4a', 'mp3'],
    abridged: false,
    free: false,
    series: [{ name: 'Love at Stake', sequence: '01-16, 13.5' }],
  });
  expect(offer?.narrators).toHaveLength(3);
  expect(JSON.stringify(offer)).not.toContain('redacted');
});

test.each([
  ['a page for strangers', { body: '<html>Error, you are not signed in' }, 'auth'],
  ['a redirect to the login', { status: 302, headers: { location: '/login.php' } }, 'auth'],
  ['a 401', { status: 401, body: 'no' }, 'auth'],
  ['too many', { status: 429, body: 'slow down' }, 'quota'],
  ['an odd error', { body: { error: 'Invalid category' } }, 'bad-response'],
  ['a text', { body: 'Error: database' }, 'bad-response'],
  ['an odd form', { body: { data: {} } }, 'bad-response'],
])('%s never looks like no offers, and is asked once', async (_, answer, code) => {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.always(answer);
  const finder = createMamFinder({ mamId, baseUrl: bench.server.baseUrl });
  await expect(
    finder.search(wish('Dune'), bench.context(finder, { timeoutMs: 10_000 })),
  ).rejects.toMatchObject({ code });
  expect(bench.server.calls).toHaveLength(1);
});

test('the session goes to the site and to this machine alone', () => {
  for (const baseUrl of ['https://example.org', 'http://www.myanonamouse.net'])
    expect(() => createMamFinder({ mamId, baseUrl })).toThrow('may not be given the session');
  expect(createMamFinder({ mamId }).hosts).toHaveProperty('www.myanonamouse.net');
  expect(() => createMamFinder({ mamId: `mam_id=${mamId}; x` })).toThrow('nothing else');
  expect(createMamFinder({ mamId: `mam_id=${mamId}` }).name).toBe('mam');
  expect(() => createMamFinder({ mamId, extra: { x: '(' } })).toThrow('extra.x');
});

test('name and password of an older set-up are told why they are not used', async () => {
  const { finder, ctx } = await setup({}, { hasPassword: true });
  const findings = await finder.check?.(ctx);
  expect(findings).toMatchObject([{ level: 'ok' }, { level: 'warning' }]);
});

test('sizes and lengths are read in all their spellings', () => {
  expect(bytesIn('1.29 GiB')).toBe(1_385_126_953);
  expect(bytesIn('much')).toBeUndefined();
  expect(['16:10:22', '16 h 10 min', '10 min 5 s', 'long'].map(secondsIn)).toEqual([
    58_222,
    58_200,
    605,
    undefined,
  ]);
});
