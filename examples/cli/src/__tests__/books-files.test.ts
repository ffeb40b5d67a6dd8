import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAbsStandIn, createFakeClock, createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { main } from '../main.ts';
import { testIo } from './test-io.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).error === undefined;
const run = promisify(execFile);
const clock = createFakeClock({ auto: true, start: Date.now() });

const chapters = [
  ';FFMETADATA1',
  ...['One', 'Two'].flatMap((title, at) => [
    '[CHAPTER]',
    'TIMEBASE=1/1000',
    `START=${at * 4000}`,
    `END=${(at + 1) * 4000}`,
    `title=${title}`,
  ]),
].join('\n');

async function sound(path: string, tags: Readonly<Record<string, string>>, more: string[] = []) {
  const told = Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`]);
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=8'];
  await run('ffmpeg', ['-v', 'error', ...tone, ...more, ...told, path]);
}

async function probe(path: string) {
  const asked = ['-v', 'error', '-show_chapters', '-show_entries', 'format_tags', '-of', 'json'];
  const { stdout } = await run('ffprobe', [...asked, path]);
  const { chapters: found, format } = JSON.parse(stdout);
  const tags = Object.entries<string>(format.tags).map(([name, text]) => [
    name.toUpperCase(),
    text,
  ]);
  return { chapters: found, tags: Object.fromEntries(tags) };
}

/** Audnexus, as far as it is asked here. */
async function startSource() {
  const dune = {
    asin: 'B002V1OF70',
    title: 'Dune',
    authors: [{ name: 'Frank Herbert' }],
    narrators: [{ name: 'Scott Brick' }],
    seriesPrimary: { name: 'Dune', position: '1' },
    publisherName: 'Macmillan Audio',
    runtimeLengthMin: 1,
    language: 'english',
    summary: '<p>Sand &amp; <b>spice</b>.</p><p>Worms.</p>',
  };
  const server = createServer(({ url = '' }, response) => {
    const isDune = /[?&]q=Dune/.test(url);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isDune ? [dune] : []));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

test('folders of books: gaps are filled in files and on the server by one yes, chapters stay, undo takes all back', async (context) => {
  if (!hasFfmpeg) return context.skip('ffmpeg is not installed');
  const home = await createTempFolder();
  const source = await startSource();
  const server = await createAbsStandIn({
    token: 'synthetic-token',
    books: [{ id: 'b1', title: 'Dune', authors: ['Frank Herbert'], path: '/books/Dune' }],
  });
  try {
    const library = join(home.path, 'library');
    await mkdir(join(library, 'Dune'), { recursive: true });
    await mkdir(join(library, 'Emma'));
    const meta = await home.write('chapters.txt', chapters);
    const whole = join(library, 'Dune', 'Dune.m4b');
    const dune = { title: 'Dune', album: 'Dune', artist: 'Frank Herbert' };
    await sound(whole, dune, ['-i', meta, '-map_metadata', '1', '-f', 'mp4']);
    for (const track of ['1', '2'])
      await sound(join(library, 'Emma', `${track}.mp3`), {
        ...{ album: 'Emma', artist: 'Jane Austen', genre: 'Audiobook' },
        ...{ title: `Part ${track}`, track },
      });
    const env = {
      PATH: process.env.PATH,
      EARMARK_AUDNEXUS_URL: source.url,
      EARMARK_ABS_URL: server.baseUrl,
      EARMARK_ABS_TOKEN: 'synthetic-token',
      EARMARK_ABS_PATHS: `/books=${library}`,
    };
    const earmark = async (...args: string[]) => {
      const io = testIo({ cwd: home.path, env, clock });
      const code = await main(args, io);
      expect(code, io.written.stderr).toBe(0);
      return io.written.stdout;
    };
    const digest = async () =>
      createHash('sha256')
        .update(await readFile(whole))
        .digest('hex');
    const before = { digest: await digest(), probe: await probe(whole) };
    expect(before.probe.chapters).toHaveLength(2);

    expect(await earmark('books', 'tag', library, '--dry-run')).toMatch(/narrator.*Scott Brick/);
    expect(await digest()).toBe(before.digest);
    await earmark('books', 'tag', library);
    const accepted = await earmark('review', 'accept', '--all');
    const after = await probe(whole);
    expect(after.tags).toMatchObject({
      NARRATOR: 'Scott Brick',
      SERIES: 'Dune',
      'SERIES-PART': '1',
      ASIN: 'B002V1OF70',
      PUBLISHER: 'Macmillan Audio',
      DESCRIPTION: 'Sand & spice.\n\nWorms.',
    });
    expect(after.chapters).toEqual(before.probe.chapters);
    expect(server.books[0]).toMatchObject({
      narrators: ['Scott Brick'],
      series: [{ name: 'Dune', sequence: '1' }],
      asin: 'B002V1OF70',
      description: '<p>Sand &amp; <b>spice</b>.</p><p>Worms.</p>',
    });

    await earmark('books', 'sidecars', library, '--formats', 'json,opf');
    expect(JSON.parse(await readFile(join(library, 'Dune/metadata.json'), 'utf8'))).toMatchObject({
      ...{ title: 'Dune', authors: ['Frank Herbert'], narrators: ['Scott Brick'] },
      ...{ series: ['Dune #1'], asin: 'B002V1OF70' },
    });
    expect(await readdir(join(library, 'Emma'))).toContain('metadata.opf');

    const undo = /earmark undo (\S+)/.exec(accepted)?.[1] ?? '';
    await earmark('undo', undo);
    expect(await digest()).toBe(before.digest);
    expect(server.books[0]).toMatchObject({ narrators: [], series: [], asin: null });
    await access(join(library, 'Dune/metadata.json'));
  } finally {
    source.close();
    await server.close();
    await home.remove();
  }
}, 120_000);

test('one undo takes back the files and what was written beside them', async (context) => {
  if (!hasFfmpeg) return context.skip('ffmpeg is not installed');
  const home = await createTempFolder();
  const source = await startSource();
  try {
    // A single book is pointed at: its folder is then the root.
    const folder = join(home.path, 'Dune');
    await mkdir(folder);
    const file = join(folder, 'Dune.m4b');
    await sound(file, { title: 'Dune', album: 'Dune', artist: 'Frank Herbert' }, ['-f', 'mp4']);
    const env = { PATH: process.env.PATH, EARMARK_AUDNEXUS_URL: source.url };
    const earmark = async (...args: string[]) => {
      const io = testIo({ cwd: home.path, env, clock });
      expect(await main(args, io), io.written.stderr).toBe(0);
      return io.written.stdout;
    };
    const before = await readFile(file);
    const said = await earmark(
      ...['books', 'tag', folder, '--confidence', '50', '--sidecars', 'json,opf'],
    );
    expect(said).toMatch(/\n1 album: /);
    expect(said).toMatch(/\nAlbums: 1 (to change|for review)\./);
    expect(await readdir(folder)).toEqual(['Dune.m4b', 'metadata.json', 'metadata.opf']);
    const told = JSON.parse(await readFile(join(folder, 'metadata.json'), 'utf8'));
    expect(told).toMatchObject({ title: 'Dune', authors: ['Frank Herbert'] });

    await earmark('undo', /earmark undo (\S+)/.exec(said)?.[1] ?? '');
    expect(await readdir(folder)).toEqual(['Dune.m4b']);
    expect(await readFile(file)).toEqual(before);
  } finally {
    source.close();
    await home.remove();
  }
}, 120_000);
