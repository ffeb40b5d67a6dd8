import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createBackups, createSqliteStore } from '@earmark/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';
import { tarOf } from '../__tests__/tar-of.ts';

let house: House;
let key: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-backups-'));
  const store = createSqliteStore({ folder });
  await store.shared();
  await store.account('anna');
  await store.close();
  house = await createHouse({ backups: createBackups({ folder }) });
  ({ key } = await house.setUp());
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const upload = (bytes: Uint8Array, own = key) =>
  fetch(new URL('/api/backups/upload', house.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${own}`, 'content-type': 'application/gzip' },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
const kept = async () => (await readdir(join(folder, 'backups')).catch(() => [])).length;
const database = 'SQLite format 3\0';

test('attack 33: an archive that would write elsewhere, twice or without end is refused, and nothing of it is written', async () => {
  const hostile: Readonly<Record<string, Buffer>> = {
    'a way up': tarOf([{ path: '../../x', text: database }]),
    'an absolute path': tarOf([{ path: '/etc/earmark.db', text: database }]),
    'a link': tarOf([{ path: 'anna', type: '2', link: '/etc' }]),
    'a file through a link': tarOf([
      { path: 'anna', type: '2', link: '/etc' },
      { path: 'anna/earmark.db', text: database },
    ]),
    'two entries of one name': tarOf([
      { path: 'shared.db', text: database },
      { path: 'shared.db', text: database },
    ]),
    'a bomb': tarOf([{ path: 'shared.db', text: database + '\0'.repeat(30_000_000) }]),
    'not an archive': Buffer.from('hello'),
  };
  for (const [what, bytes] of Object.entries(hostile)) {
    expect([what, (await upload(gzipSync(bytes))).status]).toEqual([what, 400]);
    expect(await kept()).toBe(0);
  }
});

test('attack 33: only who administers the server makes, reads or restores a backup', async () => {
  const { key: member } = await house.resident('Mia', 'anna', 'owner');
  const made = (await (await house.ask('/api/backups', { key, method: 'POST' })).json()) as {
    readonly id: string;
  };
  const ask = async (path: string, method: string, own: string) =>
    (await house.ask(`/api/backups${path}`, { key: own, method })).status;
  for (const [path, method] of [
    ['', 'GET'],
    ['', 'POST'],
    [`/${made.id}`, 'GET'],
    [`/${made.id}`, 'DELETE'],
    [`/${made.id}/restore`, 'POST'],
  ] as const)
    expect([method, path, await ask(path, method, member)]).toEqual([method, path, 403]);
  expect((await upload(gzipSync('x'), member)).status).toBe(403);
  expect(await ask(`/${made.id}/restore`, 'POST', key)).toBe(202);
  expect(await ask(`/${made.id}/restore`, 'DELETE', key)).toBe(204);
  const download = await house.ask(`/api/backups/${made.id}`, { key });
  expect(download.headers.get('content-disposition')).toContain(made.id);
  const again = await upload(new Uint8Array(await download.arrayBuffer()));
  expect(again.status).toBe(201);
  for (const id of ['..%2f..%2fshared.db', '..', 'staged', `${made.id}%00`])
    expect([id, await ask(`/${id}`, 'GET', key)]).toEqual([id, 404]);
  const noted = (await house.audit.list()).map(({ what }) => what);
  for (const what of ['backup-made', 'backup-read', 'backup-added', 'restore-staged'])
    expect(noted).toContain(what);
});
