import { recordedAnswer } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { answerOf, at, book, cookies, setup, versionRoutes, versions } from './__tests__/bench.ts';

describe.each(versions)('as version "%s" answered', (version) => {
  async function withAnswers(answers: Readonly<Record<string, string>>) {
    const routes = await versionRoutes(version);
    if (typeof routes === 'string') return routes;
    const more = [];
    for (const [path, file] of Object.entries(answers)) {
      const recorded = await recordedAnswer(`qbittorrent/${version}${file}.json`);
      if (!recorded.found) return recorded.reason;
      more.push(at(path, answerOf(recorded)));
    }
    return setup([...routes, ...more]);
  }

  test('a finished torrent is found by its hash, with the session of the login', async (context) => {
    const it = await withAnswers({ 'torrents/info': 'info-finished' });
    if (typeof it === 'string') return context.skip(it);
    const found = await it.downloader.find({ ids: [book.toUpperCase()] }, it.ctx);
    expect(found).toMatchObject([
      { id: book, hashes: [book], state: 'complete', tags: ['earmark:777'], folder: '/downloads' },
    ]);
    await it.downloader.find({ ids: [book] }, it.ctx);
    expect(it.asked('auth/login')).toBe(1);
    const last = it.bench.server.calls.at(-1);
    expect(last?.headers.cookie).toBe(`${cookies[version]}=synthetic`);
    expect(last?.path).toContain(`hashes=${book}`);
  });

  test('a hybrid torrent is known by the start of its second hash', async (context) => {
    const it = await withAnswers({ 'torrents/info': 'info-hybrid' });
    if (typeof it === 'string') return context.skip(it);
    const [found] = await it.downloader.find({ tag: 'x' }, it.ctx);
    expect(found?.hashes).toHaveLength(2);
    expect(found?.hashes[1]?.slice(0, 40)).toBe(found?.id);
  });

  test('100 % in the folder for unfinished things is never complete, and says where it lies', async (context) => {
    const it = await withAnswers({
      'torrents/info': 'info-bad-save-path',
      'torrents/files': 'files',
    });
    if (typeof it === 'string') return context.skip(it);
    const end = await it.downloader.completion(book, it.ctx);
    expect(end.complete).toBe(false);
    // 4.5.2 was still moving when it was asked.
    if (version !== '')
      expect(end).toMatchObject({ stuck: true, reason: expect.stringContaining('/proc/nope') });
  });

  test('lost files are a failure', async (context) => {
    const it = await withAnswers({
      'torrents/info': 'info-missing-files',
      'torrents/files': 'files',
    });
    if (typeof it === 'string') return context.skip(it);
    const end = await it.downloader.completion(book, it.ctx);
    expect(end.complete).toBe(false);
  });

  test('a wrong password is sent once, and not again by the next process', async (context) => {
    const it = await withAnswers({ 'auth/login': 'login-bad-password' });
    if (typeof it === 'string') return context.skip(it);
    for (let round = 0; round < 5; round += 1)
      await expect(it.downloader.find({ ids: [book] }, it.ctx)).rejects.toMatchObject({
        code: 'auth',
      });
    expect(it.asked('auth/login')).toBe(1);
  });

  test('a ban is no wrong password: it says what to wait for', async (context) => {
    const banned = await recordedAnswer(
      `qbittorrent/${version === '' ? 'banned' : `${version}banned-right-password`}.json`,
    );
    if (!banned.found) return context.skip(banned.reason);
    const it = await setup([at('auth/login', answerOf(banned))]);
    await expect(it.downloader.find({ ids: [book] }, it.ctx)).rejects.toMatchObject({
      code: 'auth',
      message: expect.stringContaining('banned'),
    });
  });

  test('it is stopped by the name that this version knows', async (context) => {
    const it = await withAnswers({
      'torrents/info': 'info-finished',
      [version === '' ? 'torrents/pause' : 'torrents/stop']: version === '' ? 'pause' : 'stop-name',
    });
    if (typeof it === 'string') return context.skip(it);
    await it.downloader.stop(book, it.ctx);
    it.bench.server.assertAllExpected();
  });

  test('removing never deletes files', async (context) => {
    const it = await withAnswers({ 'torrents/info': 'info-finished', 'torrents/delete': 'delete' });
    if (typeof it === 'string') return context.skip(it);
    await it.downloader.remove(book, it.ctx);
    expect(it.bench.server.calls.at(-1)?.body).toContain('deleteFiles=false');
  });
});

test('a deselected file is told as what it is: a part, for ever', async (context) => {
  const routes = await versionRoutes('v5.3-');
  const info = await recordedAnswer('qbittorrent/v5.3-info-one-unselected.json');
  const files = await recordedAnswer('qbittorrent/v5.3-files-one-unselected.json');
  if (typeof routes === 'string') return context.skip(routes);
  if (!info.found || !files.found) return context.skip('no recordings');
  const it = await setup([
    ...routes,
    at('torrents/info', answerOf(info)),
    at('torrents/files', answerOf(files)),
  ]);
  expect(await it.downloader.completion(book, it.ctx)).toMatchObject({
    complete: false,
    stuck: true,
    reason: expect.stringContaining('1 of 3 files are not selected'),
  });
});

test('a torrent that its tracker has thrown out is told', async (context) => {
  const routes = await versionRoutes('v5.3-');
  const info = await recordedAnswer('qbittorrent/v5.3-info-finished.json');
  const trackers = await recordedAnswer('qbittorrent/v5.3-trackers-unregistered.json');
  if (typeof routes === 'string') return context.skip(routes);
  if (!info.found || !trackers.found) return context.skip('no recordings');
  const it = await setup([
    ...routes,
    at('torrents/info', answerOf(info)),
    at('torrents/trackers', answerOf(trackers)),
  ]);
  expect(await it.downloader.problem?.(book, it.ctx)).toContain('not registered');
});
