import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createHttp, createMemorySharedStore, createMemoryStore, systemClock } from '@earmark/core';
import { createTempFolder, type TempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createQbittorrentDownloader } from './index.ts';

const program = 'qbittorrent-nox';
const isThere = spawnSync(program, ['--version']).error === undefined;
const password = 'of this test alone';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startClient(folder: TempFolder, name: string, downloads: string) {
  const [web, peers] = [await freePort(), await freePort()];
  const salt = randomBytes(16);
  const key = pbkdf2Sync(password, salt, 100_000, 64, 'sha512').toString('base64');
  const lines = [
    '[LegalNotice]',
    'Accepted=true',
    '[Preferences]',
    'WebUI\\Address=127.0.0.1',
    'WebUI\\Username=earmark',
    `WebUI\\Password_PBKDF2="@ByteArray(${salt.toString('base64')}:${key})"`,
    'WebUI\\LocalHostAuth=true',
    'WebUI\\MaxAuthenticationFailCount=3',
    '[BitTorrent]',
    'Session\\DHTEnabled=false',
    'Session\\PeXEnabled=false',
    'Session\\LSDEnabled=false',
    'Session\\Interface=lo',
    'Session\\InterfaceName=lo',
    `Session\\Port=${peers}`,
    `Session\\DefaultSavePath=${downloads}`,
    'Session\\TempPathEnabled=true',
    `Session\\TempPath=${join(folder.path, name, 'unfinished')}`,
  ];
  await folder.write(`${name}/qBittorrent/config/qBittorrent.conf`, `${lines.join('\n')}\n`);
  const child = spawn(program, [`--profile=${join(folder.path, name)}`, `--webui-port=${web}`], {
    stdio: 'ignore',
  });
  const baseUrl = `http://127.0.0.1:${web}`;
  const downloader = createQbittorrentDownloader({ baseUrl, username: 'earmark', password });
  const http = createHttp({ shared: createMemorySharedStore(), retry: { retries: 0 } }).for({
    plugin: 'qbittorrent',
    account: 'default',
    hosts: downloader.hosts ?? {},
    signal: new AbortController().signal,
  });
  const { state } = await createMemoryStore().account('default');
  const quiet = () => undefined;
  const ctx = {
    account: 'default',
    http,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    clock: systemClock,
    state: state('qbittorrent'),
    roots: {},
    signal: new AbortController().signal,
  };
  await until(async () => (await fetch(baseUrl).catch(() => undefined)) !== undefined);
  return { child, peers, baseUrl, downloader, ctx };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await systemClock.sleep(100);
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

function torrentOf(name: string, content: Buffer): Uint8Array {
  const pieceLength = 16_384;
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += pieceLength)
    pieces.push(
      createHash('sha1')
        .update(content.subarray(at, at + pieceLength))
        .digest(),
    );
  const digest = Buffer.concat(pieces);
  return Buffer.concat([
    Buffer.from(
      `d4:infod6:lengthi${content.length}e4:name${name.length}:${name}12:piece lengthi${pieceLength}e6:pieces${digest.length}:`,
    ),
    digest,
    Buffer.from('7:privatei1eee'),
  ]);
}

test('a real client takes, loads, completes and gives up a torrent; its files stay', async (context) => {
  if (!isThere) return context.skip(`${program} is not installed`);
  await using folder = await createTempFolder();
  const content = randomBytes(2_000_000);
  const torrent = torrentOf('Edgedancer.m4b', content);
  const [seeding, loading] = [join(folder.path, 'seeding'), join(folder.path, 'loading')];
  await folder.write('seeding/Edgedancer.m4b', content);
  await mkdir(loading);
  const seeder = await startClient(folder, 'a', seeding);
  const leecher = await startClient(folder, 'b', loading);
  try {
    const what = { category: 'earmark', tags: ['earmark', 'earmark:r1'] };
    const source = await seeder.downloader.add(torrent, what, seeder.ctx);
    await until(async () => (await seeder.downloader.completion(source.id, seeder.ctx)).complete);

    const { downloader, ctx } = leecher;
    const added = await downloader.add(torrent, { ...what, stopped: true }, ctx);
    expect((await downloader.completion(added.id, ctx)).complete).toBe(false);
    await downloader.start(added.id, ctx);
    expect(await downloader.add(torrent, what, ctx)).toMatchObject({ id: added.id });
    expect(await downloader.find({ tag: 'earmark:r1' }, ctx)).toHaveLength(1);

    const login = await fetch(`${leecher.baseUrl}/api/v2/auth/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'earmark', password }),
    });
    const [cookie = ''] = login.headers.getSetCookie();
    await fetch(`${leecher.baseUrl}/api/v2/torrents/addPeers`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ hashes: added.id, peers: `127.0.0.1:${seeder.peers}` }),
    });
    let done = await downloader.completion(added.id, ctx);
    await until(async () => {
      done = await downloader.completion(added.id, ctx);
      return done.complete;
    });
    expect(done).toMatchObject({ complete: true, folder: loading });
    await downloader.stop(added.id, ctx);
    await downloader.remove(added.id, ctx);
    await until(async () => (await downloader.find({ ids: [added.id] }, ctx)).length === 0);
    const path = join(loading, 'Edgedancer.m4b');
    await writeFile(path, content, { flag: 'r+' });
  } finally {
    await end(seeder.child);
    await end(leecher.child);
  }
});
