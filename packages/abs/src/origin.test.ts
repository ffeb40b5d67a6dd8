import { createHash } from 'node:crypto';
import { createTempFolder, recordedAnswer } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { setup, targetOf } from './__tests__/bench.ts';
import { batchAnswer, itemAnswer, librariesAnswer, listAnswer, read } from './answers.ts';
import { plainDescription, storedDescription } from './description.ts';
import { createAbsSink } from './index.ts';
import { toSubject } from './origin.ts';

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('every book comes once, whole, and missing ones never', async () => {
  const books = Array.from({ length: 230 }, (_, at) => ({ id: `b${at}`, authors: ['A, B', 'C'] }));
  await using it = await setup({ books: [...books, { id: 'gone', isMissing: true }] });
  const subjects = await all(it.origin.subjects(it.originContext));
  expect(new Set(subjects.map(({ id }) => id)).size).toBe(230);
  expect(subjects).toHaveLength(230);
  expect(subjects[0]?.creators).toEqual(['A, B', 'C']);
  expect(subjects[0]?.targets[0]?.id).toBe(targetOf('b0'));
  expect(it.server.asked.filter((path) => path.includes('limit=0'))).toEqual([]);
});

test('while a scan adds books and forgets its total, each comes once and it ends', async () => {
  const books = Array.from({ length: 230 }, (_, at) => ({ id: `b${at}` }));
  await using it = await setup({ books, scanning: 12 });
  const subjects = await all(it.origin.subjects(it.originContext));
  expect(new Set(subjects.map(({ id }) => id)).size).toBe(subjects.length);
  expect(subjects.length).toBeGreaterThanOrEqual(230);
  expect(it.server.books).toHaveLength(242);
});

test('one book is found by its id; what is somebody else’s or gone is nothing', async () => {
  await using it = await setup({ books: [{ id: 'b1', title: 'Dune', asin: 'b002uzmlxm' }] });
  expect(await it.origin.get('abs:b1', it.originContext)).toMatchObject({
    title: 'Dune',
    ids: { asin: 'B002UZMLXM' },
  });
  expect(await it.origin.get('abs:b2', it.originContext)).toBeUndefined();
  expect(await it.origin.get('files:b1', it.originContext)).toBeUndefined();
  await expect(it.origin.get('abs:../../me', it.originContext)).rejects.toMatchObject({
    code: 'config',
  });
});

test('what is planned for an item that is gone is told in words', async () => {
  await using it = await setup();
  const change = { kind: 'fields', target: targetOf('gone'), set: { title: ['x'] } } as const;
  await expect(it.sink.plan(change, it.ctx)).rejects.toThrow('does not have this any more');
});

test('a library that is not there is refused with those that are', async () => {
  await using it = await setup({ books: [{ id: 'b1' }] }, { libraries: ['Podcasts'] });
  await expect(all(it.origin.subjects(it.originContext))).rejects.toThrow('It has: Books');
});

test('watching tells what was added, changed and removed', async () => {
  await using it = await setup({ books: [{ id: 'b1' }, { id: 'b2' }] });
  const changes = it.origin.watch?.(it.originContext)[Symbol.asyncIterator]();
  const first = changes?.next();
  while (it.server.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
  it.server.put({ id: 'b1', title: 'Changed' });
  expect((await first)?.value).toEqual({ subject: 'abs:b1', what: 'changed' });
  it.server.put({ id: 'b3' });
  expect((await changes?.next())?.value).toEqual({ subject: 'abs:b3', what: 'added' });
  it.server.put({ id: 'b2', isMissing: true });
  expect((await changes?.next())?.value).toEqual({ subject: 'abs:b2', what: 'removed' });
});

test('what was just imported is located by its folder on this machine', async () => {
  await using it = await setup({}, { paths: { '/books': '/mnt/books' } });
  await it.shelf.refresh(it.shelfContext);
  expect(await it.shelf.locate('/mnt/books/A/B', it.shelfContext)).toBeUndefined();
  it.server.put({ id: 'b1', path: '/books/A/B', title: 'Something Else' });
  expect(await it.shelf.locate('/mnt/books/A/B', it.shelfContext)).toBe('abs:b1');
});

test('files of a book have the item of their folder as a target; others, and other folders, have none', async () => {
  const books = [{ id: 'b1', path: '/books/A/B', title: 'B', narrators: ['N'] }];
  await using it = await setup({ books }, { paths: { '/books': '/mnt/books' } });
  const ctx = { ...it.ctx, roots: { home: '/mnt', other: '/srv' } };
  const targetsOf = async (...ids: readonly string[]) => {
    const targets = ids.map((id) => ({ sink: 'tags', id, fields: {} }));
    const subject = { kind: 'book', id: 'x', title: 'B', creators: [], targets } as const;
    return it.sink.targetsOf?.(subject, ctx);
  };
  expect(await targetsOf('home:books/A/B/CD 1/1.mp3', 'home:books/A/B/2.mp3')).toEqual([
    { sink: 'abs', id: targetOf('b1'), fields: { title: ['B'], narrator: ['N'] } },
  ]);
  expect(await targetsOf('home:books/A/C/1.mp3')).toEqual([]);
  expect(await targetsOf('other:A/B/1.mp3')).toEqual([]);
  expect(await targetsOf('unknown:A/B/1.mp3')).toEqual([]);
});

test('watching a large library costs one request a look; older books are compared now and then', async () => {
  const books = Array.from({ length: 250 }, (_, at) => ({ id: `b${at}` }));
  await using it = await setup({ books });
  const changes = it.origin.watch?.(it.originContext)[Symbol.asyncIterator]();
  const first = changes?.next();
  while (it.server.asked.length < 4) await new Promise((resolve) => setImmediate(resolve));
  it.server.put({ id: 'b3', title: 'Changed' });
  expect((await first)?.value).toEqual({ subject: 'abs:b3', what: 'changed' });
  // The walk at first and after ten minutes: the libraries and three pages. Nine looks between: a page each.
  expect(it.server.asked).toHaveLength(4 + 9 + 4);
  it.server.put({ id: 'new' });
  expect((await changes?.next())?.value).toEqual({ subject: 'abs:new', what: 'added' });
  expect(it.server.asked).toHaveLength(17 + 1);
});

test('settings that undo our work, and an old version, are warned of', async () => {
  const odd = { version: '2.17.7', metadataPrecedence: ['absMetadata', 'folderStructure'] };
  await using it = await setup(odd);
  const findings = await it.origin.check?.(it.originContext);
  expect(findings?.map(({ level }) => level)).toEqual(['warning', 'warning', 'ok']);
});

test.each([
  ['2.36.0', 'ok', 'answers'],
  ['2.26.0', 'ok', 'answers'],
  ['2.17.7', 'warning', 'works'],
  ['2.9.0', 'warning', 'the oldest that was tried'],
])('of version %s the check says what is true', async (version, level, words) => {
  await using it = await setup({ version });
  const [finding] = (await it.origin.check?.(it.originContext)) ?? [];
  expect(finding).toMatchObject({ level, text: expect.stringContaining(words) });
});

test('a cover is uploaded where there is none, and taken back by undo', async () => {
  await using folder = await createTempFolder();
  await using it = await setup({ books: [{ id: 'b1' }] });
  const bytes = await folder.write('cover.jpg', 'synthetic');
  const digest = createHash('sha256').update('synthetic').digest('hex');
  const picture = { action: 'put', type: 'front', mime: 'image/jpeg', digest, bytes } as const;
  const change = { kind: 'picture', target: targetOf('b1'), picture } as const;
  const sink = createAbsSink({ baseUrl: it.server.baseUrl, token: 'synthetic-token' });
  const plan = await sink.plan(change, it.ctx);
  const receipt = await sink.apply(plan, it.ctx);
  expect(it.server.books[0]?.cover).toBeDefined();
  expect((await sink.plan(change, it.ctx)).diff).toEqual([]);
  await sink.revert(receipt, it.ctx);
  expect(it.server.books[0]?.cover).toBeUndefined();
});

test('recorded items, lists and libraries are understood', async (context) => {
  const schemas = {
    'item-expanded': itemAnswer,
    item: itemAnswer,
    'batch-get': batchAnswer,
    'library-items-page-0': listAnswer,
    'library-items-page-beyond': listAnswer,
    'library-items-minified': listAnswer,
    libraries: librariesAnswer,
  };
  for (const [name, schema] of Object.entries(schemas)) {
    const recorded = await recordedAnswer(`audiobookshelf/${name}.json`);
    if (!recorded.found) return context.skip(recorded.reason);
    expect(() => schema.parse(recorded.body)).not.toThrow();
  }
  const item = await recordedAnswer('audiobookshelf/item-expanded-after-patch.json');
  if (!item.found) return context.skip(item.reason);
  const subject = toSubject('abs', read(itemAnswer, item.body, 'an item'));
  expect(subject).toMatchObject({
    kind: 'book',
    creators: ['Andy Weir'],
    narrators: ['Ray Porter'],
  });
});

test('what the real server made of a description is what we send', async (context) => {
  for (const name of ['html-description', 'lt-description']) {
    const recorded = await recordedAnswer(`audiobookshelf/patch-media-${name}.json`);
    if (!recorded.found) return context.skip(recorded.reason);
    const { libraryItem } = recorded.body as { libraryItem: unknown };
    const stored = read(itemAnswer, libraryItem, 'an item').media.metadata.description ?? '';
    const sent = {
      'html-description':
        '<p onclick="x()">Hi <script>alert(1)</script><a href="https://e.x">l</a> &amp; <i>you</i> é</p>\n\n<h1>H</h1>',
      'lt-description': '1 < 2 & 3 > 2',
    }[name];
    expect(storedDescription(sent ?? '')).toBe(stored);
    expect(plainDescription(stored)).toBe(plainDescription(sent ?? ''));
    expect(storedDescription(stored)).toBe(stored);
  }
});

test('chapters that are there are told, so that no policy takes them for missing', async () => {
  const chapters = [{ id: 0, start: 0, end: 60, title: 'Foreword' }];
  await using it = await setup({ books: [{ id: 'b1', chapters }] });
  const subject = await it.origin.get?.('abs:b1', it.originContext);
  expect(subject?.targets[0]?.fields.chapter).toEqual(['0 Foreword']);
});
