import { createHash } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AbsStandIn,
  createAbsStandIn,
  createFakeClock,
  createMamStandIn,
  createQbittorrentStandIn,
  createTempFolder,
  type MamStandIn,
  type QbittorrentStandIn,
} from '@earmark/testkit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../main.ts';
import { jsonLines } from './house.ts';
import { testIo } from './test-io.ts';

// Everything as people have it: three services, a folder, and nothing but the environment to set them up.
const torrent = Buffer.from(
  'd4:infod6:lengthi5e4:name14:Edgedancer.m4b12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee',
);
const hash = createHash('sha1').update(torrent.subarray(7, -1)).digest('hex');
/** Nobody waits for the pace that the site asks for. */
const clock = createFakeClock({ auto: true, start: Date.now() });
let home: Awaited<ReturnType<typeof createTempFolder>>;
let site: MamStandIn;
let client: QbittorrentStandIn;
let server: AbsStandIn;
let env: Record<string, string>;
beforeAll(async () => {
  home = await createTempFolder();
  const downloads = join(home.path, 'downloads');
  await mkdir(downloads);
  await mkdir(join(home.path, 'library'));
  await writeFile(join(downloads, 'Edgedancer.m4b'), 'sound');
  site = await createMamStandIn({
    session: 'synthetic-session',
    torrents: [
      {
        id: 777,
        title: 'Edgedancer (Unabridged) [m4b]',
        author_info: '{"1":"Brandon Sanderson"}',
        narrator_info: '{"2":"Kate Reading"}',
        lang_code: 'ENG',
        size: '5',
        seeders: 9,
        free: 1,
        filetype: 'm4b',
      },
    ],
    user: { unsat: { count: 0, limit: 50 }, uploaded_bytes: 1e9, downloaded_bytes: 1e6 },
    file: () => torrent,
  });
  client = await createQbittorrentStandIn({
    folder: downloads,
    open: () => ({ name: 'Edgedancer', hash }),
    files: () => [{ name: 'Edgedancer.m4b', size: 5 }],
  });
  server = await createAbsStandIn({
    token: 'synthetic-token',
    books: [
      { title: 'Warbreaker', authors: ['Brandon Sanderson'], narrators: ['James Yaegashi'] },
      { title: 'Elantris', authors: ['Brandon Sanderson'] },
    ],
  });
  env = {
    ABS_URL: server.baseUrl,
    ABS_TOKEN: 'synthetic-token',
    EARMARK_ABS_PATHS: `/books=${join(home.path, 'library')}`,
    EARMARK_QBITTORRENT_URL: client.baseUrl,
    EARMARK_MAM_ID: 'synthetic-session',
    EARMARK_MAM_URL: site.baseUrl,
    EARMARK_AUDNEXUS_URL: `${server.baseUrl}/nothing-here`,
    EARMARK_BOOKS_FOLDER: join(home.path, 'library'),
  };
});
afterAll(async () => {
  await Promise.all([site.close(), client.close(), server.close()]);
  await home.remove();
});

async function earmark(args: readonly string[], more: Record<string, string | undefined> = {}) {
  const io = testIo({ cwd: home.path, env: { PATH: process.env.PATH, ...env, ...more }, clock });
  const code = await main(args, io);
  return { code, signal: null, ...io.written };
}
const lines = async (...args: string[]) => {
  const ended = await earmark(['books', ...args, '--json']);
  expect(ended.code, ended.stderr).toBe(0);
  return jsonLines(ended);
};

test('the six phases are reported, and nothing is changed without --apply', async () => {
  await lines('wish', 'Edgedancer', '--author', 'Brandon Sanderson');
  const ended = await earmark(['books', 'run']);
  expect(ended.stdout).toMatch(/Phase 1: Session[\s\S]*member[\s\S]*Phase 6: Library/);
  expect(ended.stdout).toContain('earmark books run --apply');
  expect(client.added.size).toBe(0);
  expect(server.patches).toEqual([]);
});

test('from a wish to a book in the library: searched, offered, said yes to, linked', async () => {
  const [searched] = (await lines('search')).filter(({ event }) => event === 'books-searched');
  expect(searched).toMatchObject({ title: 'Edgedancer, Brandon Sanderson', offers: 1, fit: 1 });
  const [offer] = await lines('offers', '--fits');
  expect(offer).toMatchObject({ event: 'offer', finder: 'mam', fits: true });
  await lines('add', String(offer?.id));
  expect([...client.added.values()]).toEqual([1]);
  const [record] = await lines('records');
  expect(record).toMatchObject({ event: 'record', id: 'mam-777', by: 'command line' });
  const folder = join(home.path, 'library', 'Brandon Sanderson');
  const [book = ''] = await readdir(folder);
  expect((await stat(join(folder, book, 'Edgedancer.m4b'))).nlink).toBe(2);
});

test('what was linked can be taken back, and the download stays', async () => {
  await lines('records', 'unlink', 'mam-777');
  expect(await readdir(join(home.path, 'library', 'Brandon Sanderson'))).toEqual([]);
  expect(await readdir(join(home.path, 'downloads'))).toEqual(['Edgedancer.m4b']);
  expect(await lines('records', '--status', 'held')).toMatchObject([{ id: 'mam-777' }]);
});

test('whose turn is next is told with the reason, and what each wish is searched for with when', async () => {
  const next = (await lines('next')).filter(({ event }) => event === 'next-book');
  expect(next.map(({ title }) => title).sort()).toEqual(['Elantris', 'Warbreaker']);
  expect(next.find(({ title }) => title === 'Elantris')?.empty).toContain('narrator');
  expect((await earmark(['books', 'next'])).stdout).toMatch(/Elantris.*narrator.*never/);
  await lines('wish', '--series', 'Mistborn');
  const searches = await lines('search', '--list');
  expect(searches.find(({ query }) => Object(query).series === 'Mistborn')).toMatchObject({
    event: 'wish-search',
    dueAt: expect.any(Number),
  });
  expect((await earmark(['books', 'search', '--list'])).stdout).toMatch(/Mistborn.*never.*now/);
});

test('coverage is counted now, and kept by day', async () => {
  const counted = (await lines('coverage')).at(-1);
  expect(counted).toMatchObject({
    event: 'coverage',
    libraries: {
      [String(Object.keys(Object(counted?.libraries))[0])]: { books: 2, filled: { narrator: 1 } },
    },
  });
  expect(await lines('coverage', '--history')).toHaveLength(1);
  const status = (await lines('status')).at(-1);
  expect(status).toMatchObject({
    event: 'books-status',
    downloads: { held: 1 },
    last: { dryRun: true },
  });
});

test('wishes are taken back by their ids, and lists of them are read from files', async () => {
  await writeFile(
    join(home.path, 'searches.json'),
    '[{"series":"Mistborn","author":"Brandon Sanderson"}]',
  );
  const [wish] = await lines('wish', '--from', 'searches.json');
  expect(wish).toMatchObject({
    event: 'wish',
    series: 'Mistborn',
    creators: ['Brandon Sanderson'],
  });
  await lines('wish', '--drop', String(wish?.id));
  expect((await lines('wish')).find(({ id }) => id === wish?.id)).toMatchObject({
    status: 'dropped',
  });
  await writeFile(join(home.path, 'wrong.json'), '[{"titel":"Mistborn"}]');
  const refused = await earmark(['books', 'wish', '--from', 'wrong.json']);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('unknown key "titel"'),
  });
});

test('the doctor asks the services, and says why a password is not used', async () => {
  const { stdout } = await earmark(['doctor'], { MAM_PASSWORD: 'synthetic-password' });
  expect(stdout).toMatch(/finder mam[\s\S]*They are not used/);
  expect(stdout).toContain('downloader qbittorrent');
  expect(stdout).toContain('Audiobookshelf 2.36.0 answers');
  expect(stdout).not.toContain('synthetic-password');
});

test('Audiobookshelf asks the provider, until it is stopped', async () => {
  const io = testIo({ cwd: home.path, env: { PATH: process.env.PATH, ...env }, clock });
  const ended = main(['books', 'serve', '--port', '0', '--json'], io);
  const serving = await vi.waitFor(() => {
    const line = jsonLines({ code: 0, signal: null, ...io.written }).find(
      ({ event }) => event === 'serving',
    );
    expect(line).toBeDefined();
    return line;
  });
  const response = await fetch(`${serving?.url}/search?query=Edgedancer&author=Brandon+Sanderson`);
  expect(await response.json()).toEqual({ matches: [] });
  io.signals.emit('SIGTERM');
  expect(await ended).toBe(0);
});

test('the provider is not open to other machines without a key', async () => {
  const refused = await earmark(['books', 'serve', '--host', '0.0.0.0']);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('EARMARK_BOOKS_PROVIDER_KEY'),
  });
});

test('without anything set up it is said what to set', async () => {
  const nothing = Object.fromEntries(Object.keys(env).map((name) => [name, undefined]));
  const ended = await earmark(['books', 'run'], nothing);
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('EARMARK_ABS_URL') });
});
