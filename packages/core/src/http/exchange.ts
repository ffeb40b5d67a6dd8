import type { HttpResponse } from '../spec.ts';

/** A request as it goes out, and may go out again. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | FormData | undefined;
}
/** A complete answer: its body has been read. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}
/** One request, one answer: the network, or a folder of recordings. Throws `network`, `bad-response` or `aborted`. */
export type Transport = (request: Outgoing, signal: AbortSignal) => Promise<Exchange>;

export function textOf(exchange: Exchange): string {
  return new TextDecoder().decode(exchange.bytes);
}

export function responseOf(exchange: Exchange): HttpResponse {
  return {
    status: exchange.status,
    headers: exchange.headers,
    text: async () => textOf(exchange),
    bytes: async () => exchange.bytes,
  };
}
