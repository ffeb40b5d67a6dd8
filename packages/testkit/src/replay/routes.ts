/** What a test server answers, and how it misbehaves. */
export interface ReplayRoute {
  /** Path and query, in any order of parameters: `/ws/2/artist?query=x&fmt=json`; or whether a request is meant. */
  readonly on: string | ((request: ReplayRequest) => boolean);
  /** Default: any. */
  readonly method?: string;
  /** One answer a call, in order; the last one goes on for ever. */
  readonly answers: ReplayAnswer | readonly ReplayAnswer[];
}
export interface ReplayRequest {
  readonly method: string;
  /** With the query, as it came. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface ReplayCall extends ReplayRequest {
  /** By the server's clock. */
  readonly at: number;
}

export interface ReplayAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object or list is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  /** A file that is sent as it lies, in place of `body`. */
  readonly file?: string;
  /** How long the service thinks first, in milliseconds of the machine's own time. */
  readonly afterMs?: number;
  readonly misbehave?: Misbehaviour;
}
export type Misbehaviour =
  /** Sends a byte at a time, so many milliseconds apart. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Closes the connection after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Takes the request and says nothing, until the server closes. */
  | { readonly kind: 'hang' }
  /** Promises another length than it sends. */
  | { readonly kind: 'wrong-length'; readonly contentLength: number };

/** Answers that services really give and that tests ask for most. */
export const misbehaviours = {
  tooMany: (retryAfter?: string | number): ReplayAnswer => refusal(429, retryAfter),
  unavailable: (retryAfter?: string | number): ReplayAnswer => refusal(503, retryAfter),
  broken: (): ReplayAnswer => ({ status: 500, body: 'Internal Server Error' }),
  garbage: (): ReplayAnswer => ({
    headers: { 'content-type': 'application/json' },
    body: '<html><title>Welcome to the hotel</title>',
  }),
  slow: (body: unknown, everyMs = 5): ReplayAnswer => ({
    body,
    misbehave: { kind: 'drip', everyMs },
  }),
  cut: (body: unknown, afterBytes = 1): ReplayAnswer => ({
    body,
    misbehave: { kind: 'cut', afterBytes },
  }),
  hang: (): ReplayAnswer => ({ misbehave: { kind: 'hang' } }),
  wrongLength: (body: unknown, contentLength: number): ReplayAnswer => ({
    body,
    misbehave: { kind: 'wrong-length', contentLength },
  }),
  redirect: (location: string, status = 302): ReplayAnswer => ({ status, headers: { location } }),
} as const;

function refusal(status: number, retryAfter: string | number | undefined): ReplayAnswer {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers, body: { message: 'You are making requests too quickly.' } };
}
