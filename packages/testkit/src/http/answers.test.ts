import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp, createMemorySharedStore } from '@earmark/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { misbehaviours } from '../replay/routes.ts';
import { createReplayServer } from '../replay/server.ts';
import { setup } from './__fixtures__/setup.ts';

describe('cache', () => {
  test('hits and misses live their own time, failures not at all', async () => {
    const { http, server, clock, answers } = await setup({
      cache: { hitMs: 10_000, missMs: 1000 },
      retry: { retries: 0 },
    });
    server.route({ on: '/hit', answers: { body: [1] } });
    server.route({ on: '/none', answers: { status: 404 } });
    server.route({ on: '/empty', answers: { body: [] } });
    server.route({ on: '/down', answers: misbehaviours.broken() });
    server.route({ on: '/junk', answers: misbehaviours.garbage() });
    const miss = (body: unknown) => Array.isArray(body) && body.length === 0;
    const askAll = async () => {
      const before = server.calls.length;
      for (const path of ['/hit', '/none', '/empty', '/down', '/junk'])
        await http.json(server.url(path), { miss }).catch(() => undefined);
      return server.calls.slice(before).map(({ path }) => path);
    };
    expect(await askAll()).toHaveLength(5);
    expect(await askAll()).toEqual(['/down', '/junk']);
    expect(answers.filter(({ cached }) => cached)).toHaveLength(3);
    await clock.advance(1500);
    expect(await askAll()).toEqual(['/none', '/empty', '/down', '/junk']);
    await clock.advance(10_000);
    expect(await askAll()).toHaveLength(5);
  });

  test('keys are digests; answers to a token stay with its account; cacheMs 0 is never kept', async () => {
    const kept = new Map<string, unknown>();
    const store = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => kept.set(key, value),
    };
    const { server, view } = await setup({ cache: { store } });
    server.route({ on: () => true, answers: { body: 1, headers: { 'set-cookie': 'sid=s3cret' } } });
    const url = server.url('/a?api_key=s3cret');
    const authorize = async () => ({ authorization: 'Bearer s3cret' });
    await view('p').json(url, { authorize });
    await view('p').json(url, { authorize });
    await view('p', { account: 'other' }).json(url, { authorize });
    expect(server.calls).toHaveLength(2);
    expect(JSON.stringify([...kept])).not.toContain('s3cret');
    await view('p').json(url, { authorize, cacheMs: 0 });
    expect([server.calls.length, kept.size]).toEqual([3, 2]);
  });

  test('identical requests under way are one; it is stopped when nobody waits any more', async () => {
    const { server, view, http } = await setup();
    server.route({ on: '/slow', answers: misbehaviours.slow({ a: 1 }, 2) });
    const stop = new AbortController();
    const leaver = view('test', { signal: stop.signal }).json(server.url('/slow'));
    const stayer = http.json(server.url('/slow'));
    stop.abort();
    await expect(leaver).rejects.toMatchObject({ code: 'aborted' });
    expect(await stayer).toEqual({ a: 1 });
    expect(server.calls).toHaveLength(1);
  });
});

describe('what can go wrong', () => {
  test('garbage is bad-response, with the start of the body kept, redacted', async () => {
    const { http, server } = await setup();
    server.route({
      on: '/a?key=hidden',
      answers: { body: '<p>token=abcdefgh see https://x.y/?api_key=k1</p>' },
    });
    const error = (await http
      .json(server.url('/a?key=hidden'))
      .catch((thrown) => thrown)) as Error & { cause: { body: string } };
    expect(error).toMatchObject({ code: 'bad-response', cause: { status: 200 } });
    expect(error.cause.body).toContain('<p>');
    expect(JSON.stringify([error.message, error.cause])).not.toMatch(/hidden|abcdefgh|k1/);
  });

  test('a hang, an endless body, a huge body and an abort all end', async () => {
    const { server, view } = await setup({
      timeoutMs: 60,
      retry: { retries: 0 },
      maxBodyBytes: 50,
    });
    server.route({ on: '/hang', answers: misbehaviours.hang() });
    server.route({ on: '/drip', answers: misbehaviours.slow('x'.repeat(40), 20) });
    server.route({ on: '/huge', answers: { body: 'x'.repeat(51) } });
    await expect(view().request(server.url('/hang'))).rejects.toMatchObject({ code: 'network' });
    await expect(view().request(server.url('/drip'))).rejects.toMatchObject({ code: 'network' });
    await expect(view().request(server.url('/huge'))).rejects.toMatchObject({
      code: 'bad-response',
    });
    const stop = new AbortController();
    const hanging = view('p', { signal: stop.signal }).request(server.url('/hang'));
    stop.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'aborted' });
  });

  test('hosts that were not declared are refused, also as the end of a redirect; a loop ends', async () => {
    const { http, server } = await setup();
    server.route({ on: '/away', answers: misbehaviours.redirect('https://elsewhere.example/') });
    server.route({ on: '/loop', answers: misbehaviours.redirect('/loop') });
    server.route({ on: '/moved', answers: misbehaviours.redirect('/there', 301) });
    server.route({ on: '/there', answers: { body: 'here' } });
    await expect(http.json(new URL('https://elsewhere.example/'))).rejects.toMatchObject({
      code: 'config',
    });
    await expect(http.json(server.url('/away'))).rejects.toMatchObject({ code: 'bad-response' });
    await expect(http.json(server.url('/loop'))).rejects.toMatchObject({ code: 'bad-response' });
    expect(await (await http.request(server.url('/moved'))).text()).toBe('here');
  });

  test('attack 36: secrets do not follow a redirect to another host, though it is declared', async () => {
    const { client, server, hosts } = await setup();
    const other = await createReplayServer();
    onTestFinished(() => other.close());
    other.route({ on: '/b', answers: { body: 1 } });
    server.route({ on: '/a', answers: misbehaviours.redirect(`${other.baseUrl}/b`) });
    const http = client.for({
      plugin: 'p',
      account: 'a',
      signal: new AbortController().signal,
      hosts: { ...hosts, [other.host]: { requests: 1, perMs: 1 } },
    });
    await http.json(server.url('/a'), {
      headers: { cookie: 'c=1', accept: 'application/json' },
      authorize: async () => ({ 'X-Mine': 'm' }),
    });
    expect(server.calls[0]?.headers).toMatchObject({ cookie: 'c=1', 'x-mine': 'm' });
    const got = other.calls[0]?.headers ?? {};
    expect([got.cookie, got['x-mine'], got.accept]).toEqual([
      undefined,
      undefined,
      'application/json',
    ]);
  });
});

test('what was recorded without secrets is replayed without a network; an unlisted address is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { server, http, hosts } = await setup({ record: folder });
  server.route({ on: () => true, answers: { body: { n: 1, access_token: 's3cret' } } });
  const form = new FormData();
  form.set('name', 'x');
  const post = { method: 'POST', body: form } as const;
  await http.json(server.url('/a?b=1&api_key=s3cret'), {
    headers: { authorization: 'Bearer s3cret' },
  });
  await http.json(server.url('/form'), post);
  await server.close();

  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  expect(texts).toHaveLength(2);
  expect(texts.join()).not.toContain('s3cret');

  const signal = new AbortController().signal;
  const replay = createHttp({ shared: createMemorySharedStore(), replay: folder }).for({
    plugin: 'p',
    account: 'a',
    hosts,
    signal,
  });
  const expected = { n: 1, access_token: '<redacted>' };
  expect(await replay.json(server.url('/a?api_key=other&b=1'))).toEqual(expected);
  expect(await replay.json(server.url('/form'), post)).toEqual(expected);
  await expect(replay.json(server.url('/new?token=s3cret'))).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(/\/new\?token=<redacted>/),
  });
});
