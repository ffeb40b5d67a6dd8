import { EarmarkError, toFault } from '@earmark/spec';
import type { Clock, Fault, HttpInit } from '../spec.ts';
import type { Breaker } from './breaker.ts';
import type { Exchange, Outgoing, Transport } from './exchange.ts';
import type { Gate } from './gate.ts';
import { type Judgement, judge, startOf } from './judge.ts';
import { declaredAs } from './limits.ts';
import type { HttpPause, HttpViewOptions } from './options.ts';
import { setHeader } from './outgoing.ts';
import { maxRedirects, redirected, redirectLoop } from './redirects.ts';
import { mayRetry, type RetryPolicy } from './retry.ts';

export interface Conversation {
  readonly request: Outgoing;
  readonly init: HttpInit;
  readonly wantsJson: boolean;
  readonly view: HttpViewOptions;
  readonly onPaused: (pause: HttpPause) => void;
}
export interface Outcome {
  readonly exchange: Exchange;
  readonly judgement: Judgement;
}
export interface ConversationParts {
  readonly transport: Transport;
  readonly gate: Gate;
  readonly breaker: Breaker;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  /** Beyond Retry-After's ceiling, the host is left alone by all. */
  readonly park: (host: string, until: number, reason: string) => Promise<void>;
}

/** Asks until there is an answer or no hope. Gives hits and misses; throws everything else. */
export function createConversations(parts: ConversationParts) {
  const { clock, gate, breaker, retry } = parts;

  return async (talk: Conversation, signal: AbortSignal): Promise<Outcome> => {
    let refreshed = false;
    for (let attempt = 1, used = 0; ; attempt += 1) {
      const fresh = await talk.init.authorize?.(attempt);
      const ended = await attemptOnce(talk, fresh ?? {}, signal);
      const { fault } = ended;
      if (fault === undefined || fault.code === 'not-found') return ended.outcome();

      if (fresh !== undefined && ended.status === 401 && !refreshed) {
        refreshed = true;
        continue;
      }
      const pause = ended.pause ?? (await parkFor(ended.host, fault));
      if (pause !== undefined) talk.onPaused(pause);
      if (pause !== undefined || used >= retry.retries || !mayRetry(fault, isRepeatable(talk)))
        return ended.outcome();
      // A Retry-After has parked the host: everybody's next request waits for it at the gate.
      if (fault.code !== 'quota' || (fault.retryAfterMs ?? 0) === 0)
        await clock.sleep(retry.backoffMs(used), signal);
      used += 1;
    }
  };

  async function parkFor(host: string, fault: Fault): Promise<HttpPause | undefined> {
    if (fault.code !== 'quota' || fault.retryAfterMs === undefined) return undefined;
    const until = clock.now() + fault.retryAfterMs;
    const reason = `it asked for a pause of ${Math.ceil(fault.retryAfterMs / 1000)} s`;
    await parts.park(host, until, reason);
    return fault.retryAfterMs > retry.ceilingMs ? { host, until, reason } : undefined;
  }

  async function attemptOnce(
    talk: Conversation,
    fresh: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Ended> {
    const headers = new Headers(talk.request.headers);
    for (const [name, value] of Object.entries(fresh)) setHeader(headers, name, value);
    const secretHeaders = new Set(Object.keys(fresh).map((name) => name.toLowerCase()));
    const isDeclared = (host: string) => declaredAs(host, talk.view.hosts) !== undefined;

    let request: Outgoing = { ...talk.request, headers };
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const asked = request;
      const ended = await hopOnce(talk, asked, signal);
      if (talk.init.redirects === 'never' || !ended.exchange) return ended;
      const next = redirected(asked, ended.exchange, isDeclared, secretHeaders);
      if (next === undefined) return ended;
      request = next;
    }
    throw redirectLoop(talk.request);
  }

  /** One request over the wire, within the host's limits, its outcome told to the breaker. */
  function hopOnce(talk: Conversation, request: Outgoing, signal: AbortSignal): Promise<Ended> {
    const host = declaredAs(request.url.host, talk.view.hosts) ?? request.url.host;
    return gate.place(host, signal, async () => {
      const leave = await breaker.enter(host, signal, talk.onPaused);
      try {
        await gate.book(host, signal, talk.onPaused);
        const ended = await send(talk, request, host, signal);
        const failed =
          ended.fault?.code === 'network' ||
          (ended.fault?.code === 'quota' && ended.fault.retryAfterMs === undefined);
        if (!failed) {
          await breaker.succeeded(host);
          return ended;
        }
        const pause = await breaker.failed(host);
        return pause === undefined ? ended : { ...ended, pause };
      } finally {
        leave();
      }
    });
  }

  async function send(
    talk: Conversation,
    request: Outgoing,
    host: string,
    signal: AbortSignal,
  ): Promise<Ended> {
    try {
      const exchange = await parts.transport(request, signal);
      const judgement = judge(exchange, request, talk.init, talk.wantsJson, clock.now());
      return answered(host, exchange, judgement);
    } catch (error) {
      if (!EarmarkError.is(error, 'network')) throw error;
      return unanswered(host, error);
    }
  }
}

function isRepeatable({ request, init }: Conversation): boolean {
  return (request.method !== 'POST' && request.method !== 'PATCH') || (init.cacheMs ?? 0) > 0;
}

/** How one attempt ended: with an answer, good or bad, or with none. */
interface Ended {
  readonly host: string;
  readonly status?: number;
  readonly exchange?: Exchange;
  readonly fault?: Fault;
  /** The failure opened the host's breaker. */
  readonly pause?: HttpPause;
  /** The answer, or the throw of what it was instead. */
  outcome(): Outcome;
}

function answered(host: string, exchange: Exchange, judgement: Judgement): Ended {
  const { fault } = judgement;
  return {
    host,
    exchange,
    status: exchange.status,
    ...(fault === undefined ? {} : { fault }),
    outcome() {
      if (fault === undefined || judgement.keep === 'miss') return { exchange, judgement };
      throw new EarmarkError(fault.code, fault.message, {
        ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
        cause: { status: exchange.status, body: startOf(exchange) },
      });
    },
  };
}

function unanswered(host: string, error: EarmarkError): Ended {
  return {
    host,
    fault: toFault(error),
    outcome() {
      throw error;
    },
  };
}
