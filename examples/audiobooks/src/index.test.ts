import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  createAbsStandIn,
  createMamStandIn,
  createQbittorrentStandIn,
  createTempFolder,
} from '@earmark/testkit';
import { expect, test } from 'vitest';

const entry = fileURLToPath(new URL('index.ts', import.meta.url));
const dispose = (end: () => Promise<unknown>) => ({
  [Symbol.asyncDispose]: async () => void (await end()),
});

test('a wish goes through all six phases, and a dry run changes nothing', async () => {
  const home = await createTempFolder();
  await using _home = dispose(() => home.remove());
  const server = await createAbsStandIn({
    token: 'synthetic-token',
    books: [],
  });
  await using _server = dispose(() => server.close());
  const site = await createMamStandIn({
    session: 'synthetic-session',
    torrents: [],
    user: { unsat: { count: 0, limit: 50 } },
    file: () => Buffer.from(''),
  });
  await using _site = dispose(() => site.close());
  const client = await createQbittorrentStandIn({
    folder: home.path,
    open: () => ({ name: 'x', hash: 'a'.repeat(40) }),
    files: () => [],
  });
  await using _client = dispose(() => client.close());
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@earmark/source', entry, 'Edgedancer', 'Brandon Sanderson'],
    {
      cwd: home.path,
      env: {
        ...process.env,
        EARMARK_ABS_URL: server.baseUrl,
        EARMARK_ABS_TOKEN: 'synthetic-token',
        EARMARK_QBITTORRENT_URL: client.baseUrl,
        EARMARK_MAM_URL: site.baseUrl,
        EARMARK_MAM_ID: 'synthetic-session',
        EARMARK_AUDNEXUS_URL: `${server.baseUrl}/nothing-here`,
        EARMARK_GOOGLE_BOOKS_KEY: '',
        EARMARK_BOOKS_FOLDER: join(home.path, 'library'),
      },
    },
  );
  expect(stdout.match(/^[✓✗] \d/gm)?.map((line) => Number(line.at(-1)))).toEqual([
    0, 1, 2, 3, 4, 5, 6,
  ]);
  expect(server.patches).toEqual([]);
  expect(client.added.size).toBe(0);
}, 30_000);
