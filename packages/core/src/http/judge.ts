import type { ErrorCode, Fault, HttpInit } from '../spec.ts';
import { type Exchange, type Outgoing, responseOf, textOf } from './exchange.ts';
import { redactText, redactUrl } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

const shownOfBody = 500;

/** What an answer amounts to, and how long its like may be kept. */
export interface Judgement {
  readonly keep: 'hit' | 'miss' | 'never';
  /** Parsed, where JSON was asked for. */
  readonly body: unknown;
  readonly fault?: Fault;
}

/** The plugin's own word first, then the status, then whether it is JSON at all. */
export function judge(
  exchange: Exchange,
  request: Outgoing,
  init: HttpInit,
  wantsJson: boolean,
  now: number,
): Judgement {
  const ok = exchange.status >= 200 && exchange.status < 300;
  const looked = wantsJson || init.fault !== undefined || init.miss !== undefined;
  const parsed = looked ? parse(exchange) : { body: undefined, isJson: false };
  const wait = retryAfterMs(exchange.headers, now);

  const said = init.fault?.(parsed.body, responseOf(exchange));
  if (said !== undefined)
    return failed(withWait({ ...said, message: redactText(said.message) }, wait), parsed.body);
  if (!ok) {
    const code = codeOf(exchange.status);
    const message = `${request.url.host} answered ${exchange.status} to ${request.method} ${redactUrl(request.url)}. ${advice[code] ?? ''}`;
    return failed(withWait({ code, message: message.trim() }, wait), parsed.body);
  }
  if (wantsJson && !parsed.isJson) {
    const message = `${request.url.host} answered ${request.method} ${redactUrl(request.url)} with something that is not JSON. Try later; if it stays, the service has changed.`;
    return failed({ code: 'bad-response', message }, parsed.body);
  }
  return { keep: init.miss?.(parsed.body) ? 'miss' : 'hit', body: parsed.body };
}

/** The start of a body, fit to be kept with an error. */
export function startOf(exchange: Exchange): string {
  return redactText(
    textOf({ ...exchange, bytes: exchange.bytes.subarray(0, 4 * shownOfBody) }),
  ).slice(0, shownOfBody);
}

function failed(fault: Fault, body: unknown): Judgement {
  return { keep: fault.code === 'not-found' ? 'miss' : 'never', body, fault };
}

function withWait(fault: Fault, wait: number | undefined): Fault {
  if (fault.code !== 'quota' || fault.retryAfterMs !== undefined || wait === undefined)
    return fault;
  return { ...fault, retryAfterMs: wait };
}

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429 || status === 503) return 'quota';
  if (status === 408 || (status >= 500 && status !== 501)) return 'network';
  return 'bad-response';
}

const advice: Partial<Readonly<Record<ErrorCode, string>>> = {
  auth: 'Check the key, token or login of this plugin.',
  quota: 'It asks for fewer requests: wait, or lower the limit.',
  network: 'The service has trouble: try later.',
  'bad-response': 'It does not take the request as it is.',
};

function parse(exchange: Exchange): { readonly body: unknown; readonly isJson: boolean } {
  const text = textOf(exchange);
  try {
    return { body: JSON.parse(text), isJson: true };
  } catch {
    return { body: text, isJson: false };
  }
}
