import type { Downloader, PluginContext } from '@earmark/core';
import {
  createPluginBench,
  type PluginBench,
  type RecordedAnswer,
  type ReplayRoute,
  recordedAnswer,
} from '@earmark/testkit';
import { onTestFinished } from 'vitest';
import { createQbittorrentDownloader, type QbittorrentOptions } from '../index.ts';

export const book = '747a6558fab748c5a542de186b5f9a6f49a78386';
/** Recordings of 4.5.2, 5.1.0 and 5.3.0 by the start of their names. */
export const versions = ['', 'v5.1-', 'v5.3-'] as const;
export const cookies = { '': 'SID', 'v5.1-': 'SID', 'v5.3-': 'QBT_SID_8080' } as const;
export type Version = (typeof versions)[number];

export interface Setup {
  readonly bench: PluginBench;
  readonly downloader: Downloader;
  readonly ctx: PluginContext;
  readonly asked: (path: string) => number;
}

export async function setup(
  routes: readonly ReplayRoute[],
  options: Partial<QbittorrentOptions> = { username: 'earmark', password: 'pw' },
): Promise<Setup> {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routes);
  const downloader = createQbittorrentDownloader({ baseUrl: bench.server.baseUrl, ...options });
  return {
    bench,
    downloader,
    ctx: bench.context(downloader, { timeoutMs: 10_000 }),
    asked: (path) => bench.server.calls.filter((call) => call.path.includes(path)).length,
  };
}

export const at = (path: string, answers: ReplayRoute['answers']): ReplayRoute => ({
  on: (request) => request.path.split('?')[0] === `/api/v2/${path}`,
  answers,
});

/** What this version answered to a login and to the question for its own version. */
export async function versionRoutes(version: Version): Promise<readonly ReplayRoute[] | string> {
  const login = await recordedAnswer(`qbittorrent/${version}login.json`);
  const api = await recordedAnswer(`qbittorrent/${version}webapi-version.json`);
  if (!login.found) return login.reason;
  if (!api.found) return api.reason;
  const cookie = `${cookies[version]}=synthetic; HttpOnly; path=/`;
  return [
    at('auth/login', { status: login.status, body: login.body, headers: { 'set-cookie': cookie } }),
    at('app/webapiVersion', answerOf(api)),
  ];
}

export const answerOf = ({ status, body }: Extract<RecordedAnswer, { found: true }>) => ({
  status,
  body,
});
