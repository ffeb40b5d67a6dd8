import { EarmarkError } from '@earmark/spec';
import { startDeadline } from '../clock.ts';
import type { Exchange, Outgoing, Transport } from './exchange.ts';
import { redactUrl } from './redact.ts';

export interface NetworkOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** One attempt over the wire, bounded in time and size from the first byte to the last. Follows no redirect. */
export function createNetwork(options: NetworkOptions): Transport {
  return async (request, signal) => {
    if (signal.aborted) throw aborted();
    const stop = new AbortController();
    const onAbort = () => stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    let late = false;
    const cancelDeadline = startDeadline(options.timeoutMs, () => {
      late = true;
      stop.abort();
    });
    try {
      const response = await options.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        signal: stop.signal,
        ...(request.body === undefined ? {} : { body: asBody(request.body) }),
      });
      const bytes = await readBody(response, request, options.maxBodyBytes, stop);
      return { status: response.status, headers: response.headers, bytes } satisfies Exchange;
    } catch (cause) {
      if (EarmarkError.is(cause)) throw cause;
      if (signal.aborted) throw aborted();
      throw new EarmarkError('network', failure(request, late, options.timeoutMs, cause), {
        cause,
      });
    } finally {
      cancelDeadline();
      signal.removeEventListener('abort', onAbort);
    }
  };
}

async function readBody(
  response: Response,
  request: Outgoing,
  limit: number,
  stop: AbortController,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) {
      stop.abort();
      throw new EarmarkError(
        'bad-response',
        `${request.url.host} answered ${request.method} ${redactUrl(request.url)} with more than ${limit} bytes. Raise maxBodyBytes if that is right.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Bytes of any kind of buffer, as `fetch` takes them. */
function asBody(body: string | Uint8Array | FormData): string | FormData | Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? new Uint8Array(body) : body;
}

function failure(request: Outgoing, late: boolean, timeoutMs: number, cause: unknown): string {
  const asked = `${request.method} ${redactUrl(request.url)}`;
  if (late)
    return `${request.url.host} gave no complete answer to ${asked} within ${timeoutMs} ms. Try later, or raise timeoutMs.`;
  return `No complete answer from ${request.url.host} to ${asked}: ${reasonOf(cause)}. Check the connection and the address.`;
}

/** `fetch failed` says nothing; what it wraps does. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error)
    return (cause.cause as NodeJS.ErrnoException).code ?? cause.cause.message;
  return cause.message;
}

function aborted(): EarmarkError {
  return new EarmarkError('aborted', 'stopped by the caller');
}
