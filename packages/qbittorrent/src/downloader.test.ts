import { createHash } from 'node:crypto';
import { createTempFolder, misbehaviours, type ReplayRequest } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { at, setup } from './__tests__/bench.ts';
import { localPath } from './paths.ts';
import { readTorrent } from './torrent.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const info = 'd6:lengthi3e4:name8:book.m4b12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaae';
const torrent = bytes(`d8:announce15:http://x.test/a4:info${info}e`);
const v1 = createHash('sha1').update(info).digest('hex');

const syntheticInfo = (rest: object = {}) => ({
  hash: v1,
  infohash_v1: v1,
  infohash_v2: '',
  name: 'book.m4b',
  state: 'stalledUP',
  progress: 1,
  amount_left: 0,
  size: 3,
  category: 'earmark',
  tags: 'earmark, earmark:r1',
  save_path: '/downloads',
  content_path: '/downloads/book.m4b',
  ...rest,
});
/** Of a server that trusts this network. */
const open = {};
const file = { name: 'book.m4b', size: 3, priority: 1 };

test('hashes are those of the info dictionary, of both kinds', () => {
  expect(readTorrent(torrent)).toEqual({ name: 'book.m4b', hashes: [v1] });
  const both = `d9:file treede12:meta versioni2e4:name1:b6:pieces0:e`;
  expect(readTorrent(bytes(`d4:info${both}e`)).hashes).toEqual([
    createHash('sha1').update(both).digest('hex'),
    createHash('sha256').update(both).digest('hex'),
  ]);
});

test.each([
  '<html>Error, you are not signed in</html>',
  '',
  'd',
  'd4:infoi1ee',
  'd4:info99:xe',
  'd4:infod1:ali',
  `d4:info${'l'.repeat(5_000)}`,
])('%j is no torrent', (text) => {
  expect(() => readTorrent(bytes(text))).toThrow(/No torrent file/);
});

test('a torrent is sent with category and tags once, and the second time adopted', async () => {
  let there = false;
  const isList = ({ path }: ReplayRequest) => path.includes('torrents/info');
  const it = await setup(
    [
      {
        on({ path }) {
          const isAdd = path.endsWith('torrents/add');
          if (isAdd) there = true;
          return isAdd;
        },
        answers: { body: 'Ok.' },
      },
      { on: (request) => isList(request) && !there, answers: { body: [] } },
      { on: (request) => isList(request) && there, answers: { body: [syntheticInfo()] } },
    ],
    open,
  );
  const what = { category: 'earmark', tags: ['earmark', 'earmark:r1'] };
  expect((await it.downloader.add(torrent, what, it.ctx)).id).toBe(v1);
  expect((await it.downloader.add(torrent, what, it.ctx)).id).toBe(v1);
  expect(it.asked('torrents/add')).toBe(1);
  const sent = it.bench.server.calls.find(({ path }) => path.endsWith('torrents/add'))?.body ?? '';
  expect(sent).toContain('earmark,earmark:r1');
});

test('an answer that was cut after the torrent was taken is no failure', async () => {
  let sent = 0;
  const it = await setup(
    [
      {
        on: ({ path }) => path.endsWith('torrents/add') && ++sent > 0,
        answers: misbehaviours.cut('Ok.'),
      },
      {
        on: ({ path }) => path.includes('torrents/info') && sent > 0,
        answers: { body: [syntheticInfo({ tags: '' })] },
      },
      {
        on: ({ path }) => path.includes('torrents/info') && sent === 0,
        answers: { body: [] },
      },
      at('torrents/addTags', { body: '' }),
    ],
    open,
  );
  const added = await it.downloader.add(torrent, { category: 'c', tags: ['t'] }, it.ctx);
  expect(added.tags).toEqual(['t']);
  expect(sent).toBe(1);
});

test('what the client refuses is thrown with its words, and a comma before anything is asked', async () => {
  const it = await setup(
    [at('torrents/info', { body: [] }), at('torrents/add', { status: 409, body: 'Conflict' })],
    open,
  );
  const add = (tag: string) => it.downloader.add(torrent, { category: 'c', tags: [tag] }, it.ctx);
  await expect(add('t')).rejects.toMatchObject({ code: 'bad-response' });
  const before = it.bench.server.calls.length;
  await expect(add('a,b')).rejects.toMatchObject({ code: 'config' });
  expect(it.bench.server.calls.length).toBe(before);
});

test('an ended session is opened again once', async () => {
  const answers = [{ body: [] }, { status: 403, body: 'Forbidden' }, { body: [syntheticInfo()] }];
  const it = await setup([
    at('auth/login', { body: 'Ok.', headers: { 'set-cookie': 'SID=a; path=/' } }),
    at('torrents/info', answers),
  ]);
  expect(await it.downloader.find({ ids: [v1] }, it.ctx)).toEqual([]);
  expect(await it.downloader.find({ ids: [v1] }, it.ctx)).toHaveLength(1);
  expect(it.asked('auth/login')).toBe(2);
});

test('a key goes without a login; refused, it is not asked for again and never shown', async () => {
  const it = await setup([at('torrents/info', { status: 403, body: 'Forbidden' })], {
    apiKey: 'qbt_secretsecretsecret',
  });
  const work = it.downloader.find({ ids: [v1] }, it.ctx);
  await expect(work).rejects.toMatchObject({ code: 'auth' });
  await expect(work).rejects.not.toThrow('qbt_secret');
  expect(it.bench.server.calls).toHaveLength(1);
  expect(it.bench.server.calls[0]?.headers.authorization).toBe('Bearer qbt_secretsecretsecret');
});

test.each([
  ['an outage', misbehaviours.broken(), 'network'],
  ['a page', misbehaviours.garbage(), 'bad-response'],
  ['a cut', misbehaviours.cut('[{"hash":"x"}]', 5), 'network'],
  ['other data', { body: [{ odd: 1 }] }, 'bad-response'],
])('%s never looks like an empty client', async (_, answer, code) => {
  const it = await setup([at('torrents/info', answer)], open);
  await expect(it.downloader.find({ ids: [v1] }, it.ctx)).rejects.toMatchObject({ code });
});

test('without an id nothing is asked, as that would list everything; an odd one is refused', async () => {
  const it = await setup([], open);
  expect(await it.downloader.find({ ids: [] }, it.ctx)).toEqual([]);
  await expect(it.downloader.find({ ids: ['all'] }, it.ctx)).rejects.toMatchObject({
    code: 'config',
  });
  expect(it.bench.server.calls).toEqual([]);
});

test('complete is what lies on the disk with its size, under the path of this machine', async () => {
  await using folder = await createTempFolder();
  const it = await setup(
    [at('torrents/info', { body: [syntheticInfo()] }), at('torrents/files', { body: [file] })],
    { paths: { '/downloads': folder.path } },
  );
  const absent = await it.downloader.completion(v1, it.ctx);
  expect(absent).toMatchObject({ complete: false, stuck: true });
  expect(JSON.stringify(absent)).toContain('/downloads');
  expect(JSON.stringify(absent)).toContain(folder.path);
  const path = await folder.write('book.m4b', 'abc');
  expect(await it.downloader.completion(v1, it.ctx)).toEqual({
    complete: true,
    folder: folder.path,
    files: [{ name: 'book.m4b', path, sizeBytes: 3, wanted: true }],
  });
});

test('what changes between two looks is not complete yet', async () => {
  await using folder = await createTempFolder();
  await folder.write('book.m4b', 'abc');
  const it = await setup(
    [
      at('torrents/info', [
        { body: [syntheticInfo()] },
        { body: [syntheticInfo({ state: 'checkingUP' })] },
      ]),
      at('torrents/files', { body: [file] }),
    ],
    { paths: { '/downloads': folder.path } },
  );
  expect(await it.downloader.completion(v1, it.ctx)).toMatchObject({
    complete: false,
    stuck: false,
  });
});

test('a file that leads out of its folder is refused', async () => {
  const it = await setup(
    [
      at('torrents/info', { body: [syntheticInfo()] }),
      at('torrents/files', { body: [{ ...file, name: '../../etc/passwd' }] }),
    ],
    open,
  );
  await expect(it.downloader.filesOf(v1, it.ctx)).rejects.toMatchObject({ code: 'malformed' });
});

test('the longest of the mapped paths holds, for a client on Windows too', () => {
  const paths = { '/d': '/mnt/a', '/d/books': '/mnt/b', 'C:\\Books': '/mnt/c' };
  expect(localPath('/d/books/x', paths)).toBe('/mnt/b/x');
  expect(localPath('/d/other', paths)).toBe('/mnt/a/other');
  expect(localPath('/dx', paths)).toBe('/dx');
  expect(localPath('C:\\Books\\x', paths)).toBe('/mnt/c/x');
});
