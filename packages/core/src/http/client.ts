import { EarmarkError } from '@earmark/spec';
import { systemClock } from '../clock.ts';
import { checkOptions } from '../options/check.ts';
import { createRedactor, type Redactor } from '../secrets/redactor.ts';
import type { Clock, Http, HttpInit } from '../spec.ts';
import { createBreaker } from './breaker.ts';
import { createHttpCache, type HttpCache, lifetimesOf } from './cache.ts';
import { type Conversation, createConversations, type Outcome } from './conversation.ts';
import { type Exchange, responseOf, type Transport } from './exchange.ts';
import { createFlights, orAborted } from './flights.ts';
import { createGate } from './gate.ts';
import { httpChecks } from './http-checks.ts';
import { judge } from './judge.ts';
import { declaredAs } from './limits.ts';
import { createNetwork } from './network.ts';
import { createOfflineShared } from './offline.ts';
import type { HttpClient, HttpClientOptions, HttpPause, HttpViewOptions } from './options.ts';
import { outgoing } from './outgoing.ts';
import { createRecorder, createReplay } from './recording.ts';
import { requestKey } from './request-key.ts';
import { createRetryPolicy } from './retry.ts';
import { learningSecrets } from './sent-secrets.ts';

/** `redact` learns what requests name as their secrets, and is asked before anything is told of them. */
export function createHttp(
  options: HttpClientOptions,
  redact: Redactor = createRedactor(),
): HttpClient {
  checkOptions(options, 'createHttp', httpChecks);
  const clock = options.clock ?? systemClock;
  const offline = options.replay !== undefined;
  const shared = offline ? createOfflineShared() : options.shared;
  const retry = createRetryPolicy(options.retry ?? {}, options.random ?? Math.random);
  const gate = createGate({
    shared,
    clock,
    concurrency: options.concurrency ?? 8,
    ceilingMs: retry.ceilingMs,
  });
  const converse = createConversations({
    transport: transportOf(options, redact),
    gate,
    breaker: createBreaker(shared, clock, options.breaker ?? {}),
    retry,
    clock,
    park: (host, until, reason) => shared.park(host, until, reason),
  });
  const cache = createHttpCache(offline ? { hitMs: 0 } : (options.cache ?? {}), clock);
  const flights = createFlights<Outcome>();
  const told = new Map<string, number>();

  const tellOnce = (view: HttpViewOptions) => (pause: HttpPause) => {
    const key = JSON.stringify([view.account, view.plugin, pause.host]);
    if (told.get(key) === pause.until) return;
    told.set(key, pause.until);
    view.onPaused?.(pause);
  };

  const ask = async (
    view: HttpViewOptions,
    url: URL,
    init: HttpInit,
    wantsJson: boolean,
  ): Promise<Outcome> => {
    if (view.signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    if (declaredAs(url.host, view.hosts) === undefined) throw undeclared(view.plugin, url.host);
    for (const secret of init.secrets ?? []) redact.add(secret);
    const request = outgoing(url, init, options.userAgent ?? 'Earmark');
    const talk: Conversation = { request, init, wantsJson, view, onPaused: tellOnce(view) };
    const started = clock.now();
    const { outcome, cached } = await answer(talk);
    const { status } = outcome.exchange;
    view.onAnswered?.({ host: url.host, status, cached, ms: clock.now() - started });
    const { fault } = outcome.judgement;
    if (fault !== undefined) throw new EarmarkError(fault.code, fault.message);
    return outcome;
  };

  const answer = async (talk: Conversation): Promise<{ outcome: Outcome; cached: boolean }> => {
    const { view, request } = talk;
    const lifetimes = lifetimesOf(talk.init, cache.lifetimes);
    const scope = talk.init.authorize === undefined ? [] : [view.account, view.plugin];
    const key = lifetimes.hit > 0 ? requestKey(request, scope) : undefined;
    if (key === undefined)
      return { outcome: await orAborted(converse(talk, view.signal), view.signal), cached: false };

    const kept = await cache.read(key, lifetimes);
    const known = kept && stillGood(talk, kept, clock);
    if (known !== undefined) return { outcome: known, cached: true };
    const flight = JSON.stringify([key, view.account, view.plugin, talk.wantsJson]);
    const { value, joined } = await flights.join(flight, view.signal, async (signal) => {
      const outcome = await converse(talk, signal);
      await keep(cache, key, outcome, lifetimes);
      return outcome;
    });
    return { outcome: value, cached: joined };
  };

  return {
    for(view) {
      for (const [host, limit] of Object.entries(view.hosts)) gate.declare(host, limit);
      return viewOf(view, ask, redact);
    },
  };
}

function viewOf(
  view: HttpViewOptions,
  ask: (view: HttpViewOptions, url: URL, init: HttpInit, wantsJson: boolean) => Promise<Outcome>,
  redact: Redactor,
): Http {
  const named = async (url: URL, init: HttpInit, wantsJson: boolean): Promise<Outcome> => {
    const sent = createRedactor();
    try {
      return await ask(view, url, learningSecrets(url, init, sent), wantsJson);
    } catch (error) {
      if (!EarmarkError.is(error) || error.plugin !== undefined) throw error;
      throw new EarmarkError(error.code, sent.text(redact.text(error.message)), {
        plugin: view.plugin,
        cause: sent.json(redact.json(error.cause)),
        ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      });
    }
  };
  return {
    json: async (url, init = {}) => (await named(url, init, true)).judgement.body,
    request: async (url, init = {}) => responseOf((await named(url, init, false)).exchange),
  };
}

function transportOf(options: HttpClientOptions, redact: Redactor): Transport {
  if (options.replay !== undefined) return createReplay(options.replay, redact);
  const network = createNetwork({
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBodyBytes: options.maxBodyBytes ?? 20 * 1024 * 1024,
  });
  return options.record === undefined ? network : createRecorder(network, options.record, redact);
}

/** What was kept is judged again: another plugin may see a fault where this one saw none. */
function stillGood(talk: Conversation, exchange: Exchange, clock: Clock): Outcome | undefined {
  const judgement = judge(exchange, talk.request, talk.init, talk.wantsJson, clock.now());
  return judgement.keep === 'never' ? undefined : { exchange, judgement };
}

async function keep(
  cache: HttpCache,
  key: string,
  { exchange, judgement }: Outcome,
  lifetimes: HttpCache['lifetimes'],
): Promise<void> {
  if (judgement.keep !== 'never') await cache.write(key, exchange, judgement.keep, lifetimes);
}

function undeclared(plugin: string, host: string): EarmarkError {
  return new EarmarkError(
    'config',
    `${plugin} asks ${host}, which is not among its declared hosts. Add it to the plugin's \`hosts\` with the limit that the service allows.`,
  );
}
