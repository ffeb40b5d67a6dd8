import {
  createHttp,
  createMemorySharedStore,
  type Http,
  type HttpAnswered,
  type HttpClientOptions,
  type HttpPause,
  type RateLimit,
} from '@earmark/core';
import { onTestFinished } from 'vitest';
import { createFakeClock } from '../../clock.ts';
import { createReplayServer } from '../../replay/server.ts';

/** An http over a server of its own, with a clock that waits for nobody. */
export async function setup(
  options: Partial<HttpClientOptions> = {},
  limit: Partial<RateLimit> = {},
) {
  const clock = createFakeClock({ auto: true });
  const server = await createReplayServer({ clock });
  onTestFinished(() => server.close());
  const shared = createMemorySharedStore();
  const pauses: HttpPause[] = [];
  const answers: HttpAnswered[] = [];
  const hosts = { [server.host]: { requests: 1000, perMs: 1, ...limit } };
  const settings: HttpClientOptions = { shared, clock, random: () => 1, ...options };
  const client = createHttp(settings);
  const view = (plugin = 'test', more: { account?: string; signal?: AbortSignal } = {}): Http =>
    client.for({
      plugin,
      account: 'default',
      hosts,
      signal: new AbortController().signal,
      onPaused: (pause) => pauses.push(pause),
      onAnswered: (answer) => answers.push(answer),
      ...more,
    });
  return { clock, server, shared, pauses, answers, hosts, client, settings, view, http: view() };
}
