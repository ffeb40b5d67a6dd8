import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { house } from '../__tests__/house.ts';
import { createMemorySharedStore } from '../memory/shared-store.ts';
import type { HttpInit, PluginContext, Source } from '../spec.ts';
import { createHttp } from './client.ts';
import type { HttpClientOptions } from './options.ts';

/** Neither by its place nor by its letters told from a word. */
const secret = 'my quiet:topic';
const url = new URL(`https://a.test/push/${encodeURIComponent(secret)}/send`);
const init: HttpInit = { method: 'POST', body: JSON.stringify({ to: secret }), secrets: [secret] };

const viewOf = (options: Partial<HttpClientOptions>) =>
  createHttp({ shared: createMemorySharedStore(), retry: { retries: 0 }, ...options }).for({
    plugin: 'mine',
    account: 'default',
    hosts: { 'a.test': { requests: 9, perMs: 1 } },
    signal: new AbortController().signal,
  });
const answering = (status: number) => async () => new Response(`no ${secret} here`, { status });

test('what a request names as secret is in no error, and in no cause of one', async () => {
  const http = viewOf({ fetch: answering(404) });
  const missing = await http.request(new URL(url), { ...init, method: 'GET', body: '' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const failed = await viewOf({ fetch: answering(400) })
    .request(url, init)
    .catch((error: unknown) => error);
  for (const error of [missing, failed]) {
    const { message, cause } = error as Error;
    expect(message).toContain('<redacted>');
    expect(JSON.stringify([message, cause])).not.toMatch(/quiet/);
  }
});

test('keys and tokens that a service repeats in its refusal are in no error, also where nobody named them', async () => {
  const secrets = ['quiet-as-header', 'quiet-as-query', 'quiet-as-fresh'];
  const http = viewOf({ fetch: async () => new Response(secrets.join(' '), { status: 400 }) });
  const failed = await http
    .request(new URL('https://a.test/?apikey=quiet-as-query'), {
      headers: { 'x-gotify-key': 'quiet-as-header' },
      authorize: async () => ({ authorization: 'Bearer quiet-as-fresh' }),
    })
    .catch((error: unknown) => error);
  const { message, cause } = failed as Error;
  expect(JSON.stringify([message, cause])).toContain('<redacted>');
  expect(inspect([message, cause], { depth: 9 })).not.toMatch(/quiet/);
});

test('it is in no recording, and a replay finds the answer under another secret', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await viewOf({ fetch: answering(200), record: folder }).request(url, init);
  const [name = ''] = await readdir(folder);
  expect(name + (await readFile(join(folder, name), 'utf8'))).not.toMatch(/quiet/);
  const other = 'another topic of mine';
  const answer = await viewOf({ replay: folder }).request(
    new URL(`https://a.test/push/${encodeURIComponent(other)}/send`),
    { ...init, body: JSON.stringify({ to: other }), secrets: [other] },
  );
  expect(await answer.text()).toBe('no <redacted> here');
});

test('it is in no event, line of the log, or entry of the journal', async () => {
  const lines: unknown[] = [];
  const line = (...words: unknown[]) => void lines.push(words);
  const source: Source = {
    spec: 1,
    kind: 'source',
    name: 'odd',
    hosts: { 'a.test': { requests: 9, perMs: 1 } },
    answers: ['album'],
    async find(_, { http, log }: PluginContext) {
      await http.request(url, init).catch(() => {});
      log.info(`asked ${url.href} as ${secret}`, { secret });
      throw new Error(`no answer to ${secret}`);
    },
  };
  const made = await house({
    sources: [source],
    http: { fetch: answering(500), retry: { retries: 0 } },
    log: { debug: line, info: line, warn: line, error: line },
  });
  made.earmark.onAny((event) => lines.push(event));
  lines.push(await made.earmark.run(made.tag()).done);
  const { journal } = await made.earmark.store();
  lines.push(await journal.runs({}));
  expect(JSON.stringify(lines)).toContain('<redacted>');
  expect(JSON.stringify(lines)).not.toMatch(/quiet/);
});
